import type { BaseInteraction, ChatInputCommandInteraction } from 'discord.js'
import { ApplicationCommandOptionType } from 'discord-api-types/v10'
import type { Answer, Call, Command, ComponentCall, Message } from '../src/discord/command.ts'
import { cancelId, confirmMessage } from '../src/discord/confirm.ts'
import { button, row } from '../src/discord/controls.ts'
import { customId } from '../src/discord/custom-id.ts'
import { keyPart, wholeNumber } from '../src/discord/custom-id-args.ts'
import { liveAnswerMessage } from '../src/discord/live-card.ts'
import { startLive } from '../src/discord/live-start.ts'
import { isModerator } from '../src/discord/moderators.ts'
import { openQuestions } from '../src/discord/open-questions.ts'
import { paperChoices, paperOf } from '../src/discord/paper-options.ts'
import { currentQuestion, roundMessage, verdictMessage } from '../src/discord/private-round-card.ts'
import { escapeText, plain } from '../src/discord/reply.ts'
import { UserError } from '../src/discord/user-error.ts'
import { MAX_LIVE_QUESTIONS as MAX_QUESTIONS, MAX_SECONDS, MIN_SECONDS } from '../src/live/live-round.ts'
import type { Paper } from '../src/papers/paper.ts'
import { questionKey } from '../src/quiz/choosing.ts'
import { openPrivateRound, unfinishedRound } from '../src/quiz/private-rounds.ts'
import { answerQuestion, firstAnswer, type Round, rounds } from '../src/quiz/round.ts'

const DEFAULT_QUESTIONS = 5
const DEFAULT_SECONDS = 20

export const quiz = {
  data: {
    name: 'quiz',
    options: [
      { name: 'paper', type: ApplicationCommandOptionType.String, autocomplete: true, max_length: 100 },
      { name: 'questions', type: ApplicationCommandOptionType.Integer, min_value: 1, max_value: MAX_QUESTIONS },
      { name: 'live', type: ApplicationCommandOptionType.Boolean },
      {
        name: 'seconds',
        type: ApplicationCommandOptionType.Integer,
        min_value: MIN_SECONDS,
        max_value: MAX_SECONDS,
      },
    ],
  },
  defer: 'hidden',

  async execute(call: Call<ChatInputCommandInteraction>): Promise<Answer> {
    const value = call.interaction.options.getString('paper')
    const count = call.interaction.options.getInteger('questions')
    const paper = value === null ? undefined : await paperOf(call, value)
    const seconds = call.interaction.options.getInteger('seconds')
    if (call.interaction.options.getBoolean('live'))
      return { kind: 'hidden', message: await startedLive(call, paper, { count, seconds }) }
    if (seconds !== null) throw new UserError('secondsNeedLive')
    const open = paper || count !== null ? undefined : await unfinishedRound(call.app.store, call.guild, call.member)
    if (open) return { kind: 'hidden', message: await resumeMessage(call, open) }
    return { kind: 'hidden', message: await started(call, paper, count ?? DEFAULT_QUESTIONS) }
  },

  autocomplete: (call) => paperChoices(call, call.interaction.options.getFocused()),

  components: {
    start: { defer: 'hidden', run: async (call) => ({ kind: 'hidden', message: await startedBy(call) }) },
    restart: { defer: 'update', run: async (call) => ({ kind: 'update', message: await startedBy(call) }) },
    answer: { defer: 'update', run: async (call) => ({ kind: 'update', message: await answered(call) }) },
    live: { defer: 'hidden', run: async (call) => ({ kind: 'hidden', message: await answeredLive(call) }) },
    liveStop: { defer: 'hidden', run: async (call) => ({ kind: 'hidden', message: await askedToStop(call) }) },
    liveEnd: { defer: 'update', run: async (call) => ({ kind: 'update', message: await stopped(call) }) },
    liveAgain: { defer: 'hidden', run: async (call) => ({ kind: 'hidden', message: await startedLiveBy(call) }) },
    cancel: {
      defer: 'update',
      run: async ({ reader }) => ({ kind: 'update', message: plain(reader.t('common.cancelled')) }),
    },
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

/** A verdict here would give away the answer to a post that came after the question was shown. */
async function refuseOpen(call: Call<unknown>, round: Round, question: number): Promise<void> {
  const asked = round.questions[question]
  const isFirst = firstAnswer(round, question, call.member) === undefined
  if (asked && isFirst && (await openQuestions(call)).has(questionKey(asked))) throw new UserError('questionIsOpen')
}

async function startedLive(
  call: Call<BaseInteraction>,
  paper: Paper | undefined,
  wish: { count: number | null; seconds: number | null },
): Promise<Message> {
  const papers = paper ? [paper] : await call.app.library.papers(call.guild)
  const { count, seconds } = wish
  return startLive(call, { papers, count: count ?? DEFAULT_QUESTIONS, seconds: seconds ?? DEFAULT_SECONDS })
}

async function startedLiveBy(call: ComponentCall): Promise<Message> {
  const [, count, seconds, paper = ''] = call.args
  const wish = {
    count: Math.min(wholeNumber(count), MAX_QUESTIONS),
    seconds: Math.min(Math.max(wholeNumber(seconds), MIN_SECONDS), MAX_SECONDS),
  }
  return startedLive(call, paper === '' ? undefined : await paperOf(call, paper), wish)
}

async function answeredLive(call: ComponentCall): Promise<Message> {
  const [round, question, choice] = [keyPart(call.args[0]), wholeNumber(call.args[1]), wholeNumber(call.args[2])]
  const place = { round, question, message: call.interaction.message.id }
  const outcome = await call.app.live.answer(call.guild, place, { member: call.member, choice, now: call.app.now() })
  if (outcome.kind === 'unknown') throw new UserError(outcome.isSpent ? 'answerIsAnonymous' : 'unknownRound')
  return liveAnswerMessage(outcome, call.reader)
}

async function askedToStop(call: ComponentCall): Promise<Message> {
  const { id } = await ownLiveRound(call)
  const deed = { id: customId('quiz', 'liveEnd', id), label: call.reader.t('live.stop') }
  return confirmMessage(call.reader.t('live.stopAsk'), deed, cancelId('quiz'), call.reader)
}

async function stopped(call: ComponentCall): Promise<Message> {
  const { id } = await ownLiveRound(call)
  await call.app.live.end(call.guild, id)
  return plain(call.reader.t('live.stopped'))
}

/** The live round that this member may end: their own, or any for a moderator. */
async function ownLiveRound({ app, guild, member, args, interaction }: ComponentCall): Promise<{ id: string }> {
  const id = keyPart(args[0])
  const running = await app.live.running(guild, id)
  if (!running) throw new UserError('liveIsOver')
  if (running.startedBy !== member && !(await isModerator(interaction, app))) throw new UserError('liveNotYours')
  return { id }
}

async function roundOf(call: Call<unknown>, id: string): Promise<Round> {
  const round = await call.app.store.read(rounds.key(call.guild, id))
  if (!round) throw new UserError('unknownRound')
  if (round.member !== call.member) throw new UserError('notYourRound')
  return round
}
