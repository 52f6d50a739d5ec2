import type { ChatInputCommandInteraction } from 'discord.js'
import { ApplicationCommandOptionType } from 'discord-api-types/v10'
import type { Answer, Call, Command, ComponentCall, Message } from '../src/discord/command.ts'
import { keyPointMessage } from '../src/discord/key-point-card.ts'
import { lookupCard, similarCard } from '../src/discord/lookup-card.ts'
import { MAX_SUGGESTIONS, nothingMessage, openRow, resultsMessage } from '../src/discord/lookup-message.ts'
import { kindOf, libraryWish, type Wish, wishOf } from '../src/discord/lookup-wish.ts'
import { paperMessage } from '../src/discord/paper-message.ts'
import { paperChoices, paperOf, placeOf, sectionChoices } from '../src/discord/paper-options.ts'
import { pickedOf, queryChoices } from '../src/discord/query-options.ts'
import { escapeText, plain } from '../src/discord/reply.ts'
import { UserError } from '../src/discord/user-error.ts'
import { KEY_POINT_KINDS, type KeyPoint, type Paper, termOf } from '../src/papers/paper.ts'

const MAX_QUERY_CHARACTERS = 200 // a whole question, and a title that Discord still takes
const MAX_SIMILAR = 5 // one page
const text = ApplicationCommandOptionType.String

export const lookup = {
  data: {
    name: 'lookup',
    options: [
      { name: 'query', type: text, required: true, autocomplete: true, max_length: MAX_QUERY_CHARACTERS },
      { name: 'paper', type: text, autocomplete: true, max_length: 100 },
      { name: 'section', type: text, autocomplete: true, max_length: 100 },
      { name: 'kind', type: text, choices: KEY_POINT_KINDS },
    ],
  },
  defer: 'hidden',

  async execute(call: Call<ChatInputCommandInteraction>): Promise<Answer> {
    const query = call.interaction.options.getString('query', true).trim()
    if (query === '') throw new UserError('emptyQuery')
    const picked = await pickedMessage(call, query)
    return { kind: 'hidden', message: picked ?? (await found(call, await wishOfOptions(call, query))) }
  },

  autocomplete(call) {
    const { name, value } = call.interaction.options.getFocused(true)
    if (name === 'paper') return paperChoices(call, value)
    if (name === 'section') return sectionChoices(call, call.interaction.options.getString('paper'), value)
    return queryChoices(call, value)
  },

  components: {
    page: { defer: 'update', run: async (call) => ({ kind: 'update', message: await found(call, wishOf(call.args)) }) },
    share: { defer: 'public', run: async (call) => ({ kind: 'public', message: await shared(call) }) },
    open: { defer: 'hidden', run: async (call) => ({ kind: 'hidden', message: await opened(call) }) },
    point: { defer: 'hidden', run: async (call) => ({ kind: 'hidden', message: await pointAsked(call) }) },
    similar: { defer: 'hidden', run: async (call) => ({ kind: 'hidden', message: await similarTo(call) }) },
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

async function wishOfOptions(call: Call<ChatInputCommandInteraction>, query: string): Promise<Wish> {
  const { options } = call.interaction
  const [paper, section] = [options.getString('paper'), options.getString('section')]
  const kind = kindOf(options.getString('kind'))
  if (section !== null) return { query, ...(await placeOf(call, paper, section)), kind, first: 0 }
  return { query, paper: paper === null ? undefined : (await paperOf(call, paper)).id, kind, first: 0 }
}

async function found(call: Call<unknown>, wish: Wish): Promise<Message> {
  const { app, guild, reader } = call
  const answer = await app.library.lookUp(guild, wish.query, libraryWish(wish))
  const to = { papers: await app.library.papers(guild), reader }
  if (answer.results.length > 0) return resultsMessage(answer, wish, to)
  const leading = await app.library.leadingTerms(guild, { ...libraryWish(wish), limit: MAX_SUGGESTIONS })
  return nothingMessage(answer, leading, wish, to)
}

async function shared(call: ComponentCall): Promise<Message> {
  const { app, guild } = call
  const wish = wishOf(call.args)
  const answer = await app.library.lookUp(guild, wish.query, libraryWish(wish))
  const reader = await app.texts.reader((await app.settings.of(guild)).language ?? call.reader.language)
  return { embeds: [lookupCard(answer, wish, { papers: await app.library.papers(guild), reader })] }
}

async function opened(call: ComponentCall): Promise<Message> {
  const id = call.interaction.isStringSelectMenu() ? (call.interaction.values[0] ?? '') : ''
  const { paper, point } = await pointOf(call, id.split('/'))
  return keyPointMessage(paper, point, call.reader)
}

async function pointAsked(call: ComponentCall): Promise<Message> {
  const { paper, point } = await pointOf(call, call.args)
  return keyPointMessage(paper, point, call.reader)
}

async function similarTo(call: ComponentCall): Promise<Message> {
  const { app, guild, reader } = call
  const { paper, point } = await pointOf(call, call.args)
  const results = await app.library.similar(guild, `${paper.id}/${point.id}`, { limit: MAX_SIMILAR })
  if (results.length === 0)
    return plain(reader.t('lookup.nothingSimilar', { term: escapeText(reader.chinese(termOf(point))) }))
  const to = { papers: await app.library.papers(guild), reader }
  return { embeds: [similarCard(termOf(point), results, to)], components: [openRow(results, 0, reader)] }
}

async function pointOf(
  call: Call<unknown>,
  [paperId, pointId]: readonly (string | undefined)[],
): Promise<{ paper: Paper; point: KeyPoint }> {
  const paper = (await call.app.library.papers(call.guild)).find((one) => one.id === paperId)
  const point = paper?.keyPoints.find((one) => one.id === pointId)
  if (!paper || !point) throw new UserError('unknownKeyPoint')
  return { paper, point }
}
