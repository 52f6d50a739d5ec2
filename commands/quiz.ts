import type { ChatInputCommandInteraction } from 'discord.js'
import { ApplicationCommandOptionType } from 'discord-api-types/v10'
import { questionsOfOpenPosts } from '../src/daily/open-questions.ts'
import type { Answer, Call, Command, ComponentCall, Message } from '../src/discord/command.ts'
import { button, row } from '../src/discord/controls.ts'
import { customId } from '../src/discord/custom-id.ts'
import { keyPart, wholeNumber } from '../src/discord/custom-id-args.ts'
import { paperChoices, paperOf } from '../src/discord/paper-options.ts'
import { currentQuestion, roundMessage, verdictMessage } from '../src/discord/private-round-card.ts'
import { escapeText } from '../src/discord/reply.ts'
import { UserError } from '../src/discord/user-error.ts'
import type { Paper } from '../src/papers/paper.ts'
import { questionKey } from '../src/quiz/choosing.ts'
import { openPrivateRound, unfinishedRound } from '../src/quiz/private-rounds.ts'
import { answerQuestion, firstAnswer, type Round, rounds } from '../src/quiz/round.ts'

const DEFAULT_QUESTIONS = 5
const MAX_QUESTIONS = 10

export const quiz = {
  data: {
    name: 'quiz',
    options: [
      { name: 'paper', type: ApplicationCommandOptionType.String, autocomplete: true, max_length: 100 },
      { name: 'questions', type: ApplicationCommandOptionType.Integer, min_value: 1, max_value: MAX_QUESTIONS },
    ],
  },
  defer: 'hidden',

  async execute(call: Call<ChatInputCommandInteraction>): Promise<Answer> {
    const value = call.interaction.options.getString('paper')
    const count = call.interaction.options.getInteger('questions')
    const paper = value === null ? undefined : await paperOf(call, value)
    const open = paper || count !== null ? undefined : await unfinishedRound(call.app.store, call.guild, call.member)
    if (open) return { kind: 'hidden', message: await resumeMessage(call, open) }
    return { kind: 'hidden', message: await started(call, paper, count ?? DEFAULT_QUESTIONS) }
  },

  autocomplete: (call) => paperChoices(call, call.interaction.options.getFocused()),

  components: {
    start: { defer: 'hidden', run: async (call) => ({ kind: 'hidden', message: await startedBy(call) }) },
    restart: { defer: 'update', run: async (call) => ({ kind: 'update', message: await startedBy(call) }) },
    answer: { defer: 'update', run: async (call) => ({ kind: 'update', message: await answered(call) }) },
    show: { defer: 'update', run: async (call) => ({ kind: 'update', message: await shown(call) }) },
  },
} satisfies Command

async function startedBy(call: ComponentCall): Promise<Message> {
  const [paper = '', count = ''] = call.args
  return started(
    call,
    paper === '' ? undefined : await paperOf(call, paper),
    /^\d{1,2}$/.test(count) ? Math.min(Number(count), MAX_QUESTIONS) : DEFAULT_QUESTIONS,
  )
}

async function started(call: Call<unknown>, paper: Paper | undefined, count: number): Promise<Message> {
  const { app, guild, member, reader } = call
  const papers = paper ? [paper] : await app.library.papers(guild)
  const open = await openQuestions(call)
  const wish = { member, papers, except: open, count, now: app.now(), newId: app.newId }
  const opened = await openPrivateRound(app.store, guild, wish)
  if (!opened && papers.some(({ questions }) => questions.length > 0)) throw new UserError('questionsAreOpen')
  if (!opened && paper) throw new UserError('noQuestions', { paper: escapeText(reader.content(paper.title)) })
  if (!opened) throw new UserError('noQuestionsAtAll')
  return roundMessage(opened.id, opened.round, member, reader, { asked: count, open })
}

async function resumeMessage(call: Call<unknown>, open: { id: string; round: Round }): Promise<Message> {
  const { reader, member } = call
  const next = currentQuestion(open.round, member, await openQuestions(call)) ?? currentQuestion(open.round, member)
  const values = { number: (next ?? 0) + 1, total: open.round.questions.length }
  return {
    content: reader.t('quiz.unfinished', values),
    components: [
      row(
        button(customId('quiz', 'show', open.id), reader.t('quiz.resume'), { look: 'primary' }),
        button(customId('quiz', 'restart', ''), reader.t('quiz.startNew')),
      ),
    ],
  }
}

async function answered(call: ComponentCall): Promise<Message> {
  const [id, question, choice] = [keyPart(call.args[0]), wholeNumber(call.args[1]), wholeNumber(call.args[2])]
  const place = { guild: call.guild, round: id, question }
  await refuseOpen(call, await roundOf(call, id), question)
  const outcome = await answerQuestion(call.app.store, place, {
    member: call.member,
    choice,
    now: call.app.now(),
  })
  if (outcome.kind !== 'verdict') throw new UserError('unknownRound')
  return verdictMessage(id, await roundOf(call, id), place.question, outcome.verdict, call.reader)
}

async function shown(call: ComponentCall): Promise<Message> {
  const id = keyPart(call.args[0])
  return roundMessage(id, await roundOf(call, id), call.member, call.reader, { open: await openQuestions(call) })
}

/** The questions that channels of this server are being asked now, by `PAPER/QUESTION`. */
function openQuestions({ app, guild }: Call<unknown>): Promise<ReadonlySet<string>> {
  return questionsOfOpenPosts(app, guild, app.now())
}

/** A verdict here would give away the answer to a post that came after the question was shown. */
async function refuseOpen(call: Call<unknown>, round: Round, question: number): Promise<void> {
  const asked = round.questions[question]
  const isFirst = firstAnswer(round, question, call.member) === undefined
  if (asked && isFirst && (await openQuestions(call)).has(questionKey(asked))) throw new UserError('questionIsOpen')
}

async function roundOf(call: Call<unknown>, id: string): Promise<Round> {
  const round = await call.app.store.read(rounds.key(call.guild, id))
  if (!round) throw new UserError('unknownRound')
  if (round.member !== call.member) throw new UserError('notYourRound')
  return round
}
