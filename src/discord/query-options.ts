import type { AutocompleteInteraction } from 'discord.js'
import type { APIApplicationCommandOptionChoice } from 'discord-api-types/v10'
import { findPaper, matchPapers } from '../papers/find-paper.ts'
import type { Call } from './command.ts'
import { kindOf } from './lookup-wish.ts'
import { clip, MAX_AUTOCOMPLETE_CHOICES, MAX_CHOICE_CHARACTERS } from './reply.ts'

const MAX_PAPERS = 3 // a query is seldom for a paper's name
const PICKED = /^@([a-z0-9-]+)(?:\/([a-z0-9-]+))?$/

/** Terms, papers and key points to choose from while somebody types a query. */
export async function queryChoices(
  call: Call<AutocompleteInteraction>,
  typed: string,
): Promise<APIApplicationCommandOptionChoice<string>[]> {
  if (typed.trim() === '') return []
  const { app, guild, reader, interaction } = call
  const value = interaction.options.getString('paper')
  const all = await app.library.papers(guild)
  const paper = value === null ? undefined : findPaper(all, value)?.id
  const kind = kindOf(interaction.options.getString('kind'))
  const completions = await app.library.complete(guild, typed, {
    limit: MAX_AUTOCOMPLETE_CHOICES - MAX_PAPERS,
    paper,
    kind,
  })
  const papers = paper ? [] : matchPapers(all, typed).slice(0, MAX_PAPERS)
  const choices = [
    ...completions.flatMap((one) =>
      one.kind === 'term' ? [{ kind: 'term', text: reader.chinese(one.term), value: one.term } as const] : [],
    ),
    ...papers.map(
      (one) => ({ kind: 'paper', text: `${one.id} ${reader.content(one.title)}`, value: `@${one.id}` }) as const,
    ),
    ...completions.flatMap((one) =>
      one.kind === 'keyPoint'
        ? [
            {
              kind: 'keyPoint',
              text:
                reader.language === 'en-US' && one.entry.gloss
                  ? one.entry.gloss
                  : reader.chinese(`${one.entry.title}：${one.entry.text}`),
              value: `@${one.entry.id}`,
            } as const,
          ]
        : [],
    ),
  ]
  return choices.map(({ kind, text, value }) => ({
    name: clip(reader.t(`lookup.choices.${kind}`, { text }), MAX_CHOICE_CHARACTERS),
    value,
  }))
}

/** The paper, and perhaps the key point, that a picked choice stands for; undefined for a query that was typed. */
export function pickedOf(query: string): { paper: string; keyPoint: string | undefined } | undefined {
  const [, paper, keyPoint] = PICKED.exec(query) ?? []
  return paper === undefined ? undefined : { paper, keyPoint }
}
