import type { ChatInputCommandInteraction } from 'discord.js'
import { ApplicationCommandOptionType } from 'discord-api-types/v10'
import type { Answer, Call, Command, ComponentCall, Message } from '../src/discord/command.ts'
import { button, menu, type Row, row } from '../src/discord/controls.ts'
import { customId, customIdFits } from '../src/discord/custom-id.ts'
import { wholeNumber } from '../src/discord/custom-id-args.ts'
import { keyPointMessage } from '../src/discord/key-point-card.ts'
import { type LookupReader, lookupCard, RESULTS_PER_PAGE, shortTitle } from '../src/discord/lookup-card.ts'
import { paperMessage } from '../src/discord/paper-message.ts'
import { paperChoices, paperOf } from '../src/discord/paper-options.ts'
import { pickedOf, queryChoices } from '../src/discord/query-options.ts'
import { escapeText } from '../src/discord/reply.ts'
import type { Reader } from '../src/discord/texts.ts'
import { UserError } from '../src/discord/user-error.ts'
import type { LookupAnswer } from '../src/lookup/lookup.ts'

const MAX_QUERY_CHARACTERS = 200 // a whole question, and a title that Discord still takes
const MAX_RESULTS = 25 // five pages; nobody reads further

/** What is looked for, and from which result on it is shown. */
interface Wish {
  readonly query: string
  readonly paper: string | undefined
  readonly first: number
}

export const lookup = {
  data: {
    name: 'lookup',
    options: [
      {
        name: 'query',
        type: ApplicationCommandOptionType.String,
        required: true,
        autocomplete: true,
        max_length: MAX_QUERY_CHARACTERS,
      },
      { name: 'paper', type: ApplicationCommandOptionType.String, autocomplete: true, max_length: 100 },
    ],
  },
  defer: 'hidden',

  async execute(call: Call<ChatInputCommandInteraction>): Promise<Answer> {
    const query = call.interaction.options.getString('query', true).trim()
    if (query === '') throw new UserError('emptyQuery')
    const picked = await pickedMessage(call, query)
    if (picked) return { kind: 'hidden', message: picked }
    const value = call.interaction.options.getString('paper')
    const paper = value === null ? undefined : (await paperOf(call, value)).id
    return { kind: 'hidden', message: await found(call, { query, paper, first: 0 }) }
  },

  autocomplete(call) {
    const { name, value } = call.interaction.options.getFocused(true)
    return name === 'paper' ? paperChoices(call, value) : queryChoices(call, value)
  },

  components: {
    page: { defer: 'update', run: async (call) => ({ kind: 'update', message: await found(call, wishOf(call.args)) }) },
    share: { defer: 'public', run: async (call) => ({ kind: 'public', message: await shared(call) }) },
    open: { defer: 'hidden', run: async (call) => ({ kind: 'hidden', message: await opened(call) }) },
    point: { defer: 'hidden', run: async (call) => ({ kind: 'hidden', message: await pointOf(call, call.args) }) },
  },
} satisfies Command

/** The key point or paper that was picked from the choices while typing; undefined for a query that was typed. */
async function pickedMessage(call: Call<unknown>, query: string): Promise<Message | undefined> {
  const picked = pickedOf(query)
  const paper = picked && (await call.app.library.papers(call.guild)).find((one) => one.id === picked.paper)
  const point = paper?.keyPoints.find((one) => one.id === picked?.keyPoint)
  if (paper && point) return keyPointMessage(paper, point, call.reader)
  return paper && picked?.keyPoint === undefined ? paperMessage(paper, 0, call.reader) : undefined
}

function wishOf([first, paper = '', query = '']: readonly string[]): Wish {
  return {
    query,
    paper: paper === '' ? undefined : paper,
    first: Math.min(wholeNumber(first), MAX_RESULTS - RESULTS_PER_PAGE),
  }
}

/** As many results as the page needs, and one more to know whether there is a next page: each costs its explanation. */
function limitOf({ first }: Wish): number {
  return Math.min(first + RESULTS_PER_PAGE + 1, MAX_RESULTS)
}

function argsOf({ first, paper, query }: Wish): (string | number)[] {
  return [first, paper ?? '', query]
}

async function found(call: Call<unknown>, wish: Wish): Promise<Message> {
  const answer = await call.app.library.lookUp(call.guild, wish.query, { limit: limitOf(wish), paper: wish.paper })
  if (answer.results.length === 0) return nothing(call, wish, answer)
  const papers = await call.app.library.papers(call.guild)
  return {
    embeds: [lookupCard(wish.query, answer, wish.first, { papers, reader: call.reader })],
    components: [openRow(answer, wish, call.reader), ...buttonRow(answer, wish, { papers, reader: call.reader })],
  }
}

async function nothing(
  { app, guild, reader }: Call<unknown>,
  wish: Wish,
  { suggestions }: LookupAnswer,
): Promise<Message> {
  const paper = (await app.library.papers(guild)).find((one) => one.id === wish.paper)
  const query = escapeText(wish.query)
  const first = paper
    ? reader.t('lookup.nothingInPaper', { query, paper: escapeText(reader.content(paper.title)) })
    : reader.t('lookup.nothing', { query })
  const tries = suggestions
    .filter((term) => customIdFits('lookup', 'page', ...argsOf({ ...wish, query: term, first: 0 })))
    .slice(0, 5)
    .map((term) =>
      button(customId('lookup', 'page', ...argsOf({ ...wish, query: term, first: 0 })), reader.chinese(term)),
    )
  return {
    content: `${first}\n${reader.t(tries.length > 0 ? 'lookup.didYouMean' : 'lookup.tryHelp')}`,
    components: tries.length > 0 ? [row(...tries)] : [],
  }
}

function openRow(answer: LookupAnswer, wish: Wish, reader: Reader): Row {
  const options = answer.results.slice(wish.first, wish.first + RESULTS_PER_PAGE).map(({ entry }, index) => ({
    value: entry.id,
    label: `${wish.first + index + 1}. ${reader.chinese(entry.title)}`,
    description: reader.language === 'en-US' ? entry.gloss || entry.text : reader.chinese(entry.text),
  }))
  return row(menu(customId('lookup', 'open'), reader.t('lookup.open'), options))
}

/** Buttons carry the query; a query that is too long for that does without them. */
function buttonRow(answer: LookupAnswer, wish: Wish, { papers, reader }: LookupReader): Row[] {
  if (!customIdFits('lookup', 'share', ...argsOf({ ...wish, first: MAX_RESULTS }))) return []
  const next = wish.first + RESULTS_PER_PAGE
  const top = answer.results[0]?.entry
  const isMixed = answer.results.some(({ entry }) => entry.paper !== top?.paper)
  return [
    row(
      ...(wish.first > 0
        ? [button(customId('lookup', 'page', ...argsOf({ ...wish, first: wish.first - RESULTS_PER_PAGE })), '←')]
        : []),
      ...(next < answer.results.length
        ? [button(customId('lookup', 'page', ...argsOf({ ...wish, first: next })), reader.t('lookup.more'))]
        : []),
      ...(top && isMixed && customIdFits('lookup', 'page', ...argsOf({ ...wish, first: 0, paper: top.paper }))
        ? [
            button(
              customId('lookup', 'page', ...argsOf({ ...wish, first: 0, paper: top.paper })),
              reader.t('lookup.onlyPaper', { paper: shortTitle(top, { papers, reader }) }),
            ),
          ]
        : []),
      ...(wish.paper
        ? [
            button(
              customId('lookup', 'page', ...argsOf({ ...wish, first: 0, paper: undefined })),
              reader.t('lookup.allPapers'),
            ),
          ]
        : []),
      button(customId('lookup', 'share', ...argsOf(wish)), reader.t('common.share')),
    ),
  ]
}

async function shared(call: ComponentCall): Promise<Message> {
  const wish = wishOf(call.args)
  const answer = await call.app.library.lookUp(call.guild, wish.query, { limit: limitOf(wish), paper: wish.paper })
  const reader = await call.app.texts.reader((await call.app.settings.of(call.guild)).language ?? call.reader.language)
  const papers = await call.app.library.papers(call.guild)
  return { embeds: [lookupCard(wish.query, answer, wish.first, { papers, reader })] }
}

function opened(call: ComponentCall): Promise<Message> {
  const id = call.interaction.isStringSelectMenu() ? (call.interaction.values[0] ?? '') : ''
  return pointOf(call, id.split('/'))
}

async function pointOf(call: Call<unknown>, [paperId, pointId]: readonly (string | undefined)[]): Promise<Message> {
  const paper = (await call.app.library.papers(call.guild)).find((one) => one.id === paperId)
  const point = paper?.keyPoints.find((one) => one.id === pointId)
  if (!paper || !point) throw new UserError('unknownKeyPoint')
  return keyPointMessage(paper, point, call.reader)
}
