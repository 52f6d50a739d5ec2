import { ApiError } from './api.ts'
import { type CommandChoice, localName } from './command-choices.ts'
import type { Suggestion } from './command-draft.ts'
import type { Session } from './session.ts'
import type { OptionValue } from './types.ts'

/** The bot is asked once typing has rested this long. */
const REST_MS = 120

export type Question = {
  channelId: string
  choice: CommandChoice
  options: Record<string, OptionValue>
  /** Name of the option being typed. */
  focused: string
}

/** What the bot offers for the text of one field. Only the answer to the newest question counts. */
export class Autocomplete {
  suggestions: Suggestion[] | undefined
  isWaiting = false
  readonly #onChange: () => void
  #timer: number | undefined
  #asked = 0

  constructor(onChange: () => void) {
    this.#onChange = onChange
  }

  clear(): void {
    window.clearTimeout(this.#timer)
    this.#asked += 1
    this.suggestions = undefined
    this.isWaiting = false
  }

  ask(session: Session, question: Question, locale: string): void {
    this.clear()
    this.isWaiting = true
    const turn = this.#asked
    this.#timer = window.setTimeout(async () => {
      const suggestions = await fetchSuggestions(session, question, locale)
      if (turn !== this.#asked) return
      this.suggestions = suggestions
      this.isWaiting = false
      this.#onChange()
    }, REST_MS)
  }
}

/** A bot that fails to answer offers nothing; the field can still be typed into. */
async function fetchSuggestions(session: Session, question: Question, locale: string): Promise<Suggestion[]> {
  const { channelId, choice, options, focused } = question
  try {
    const { response } = await session.interact({
      type: 'autocomplete',
      channelId,
      name: choice.name,
      commandId: choice.id,
      subcommandPath: choice.path,
      options,
      focused,
    })
    return (response.choices ?? []).map((offered) => ({ value: offered.value, label: localName(offered, locale) }))
  } catch (error) {
    if (error instanceof ApiError) return []
    throw error
  }
}
