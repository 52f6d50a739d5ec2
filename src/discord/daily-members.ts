import { answerQuestion, type Round, rounds } from '../quiz/round.ts'
import type { Call, ComponentCall, ComponentHandler, Message } from './command.ts'
import { keyPart, wholeNumber } from './custom-id-args.ts'
import { answerMessage, type MemberRound, ownAnswersMessage, runMessage, runVerdictMessage } from './daily-answers.ts'
import { UserError } from './user-error.ts'

/** What members do with the buttons of a daily post and of what it opens. */
export const memberComponents = {
  answer: hidden(answered),
  start: hidden(started),
  mine: hidden(mine),
  recap: hidden(mine),
  run: updating(ranOn),
  next: updating(async (call) => runMessage(await viewOf(call), call.reader)),
} satisfies Record<string, ComponentHandler>

function hidden(handle: (call: ComponentCall) => Promise<Message>): ComponentHandler {
  return { defer: 'hidden', open: true, run: async (call) => ({ kind: 'hidden', message: await handle(call) }) }
}

function updating(handle: (call: ComponentCall) => Promise<Message>): ComponentHandler {
  return { defer: 'update', open: true, run: async (call) => ({ kind: 'update', message: await handle(call) }) }
}

/** An answer on the post itself, which a click proves to be there. */
async function answered(call: ComponentCall): Promise<Message> {
  const { place, outcome } = await answer(call)
  if (outcome.kind === 'verdict') call.app.daily.answered(call.guild, place.round, call.interaction.message.id)
  return answerMessage(outcome, call.reader)
}

async function started(call: ComponentCall): Promise<Message> {
  const view = await viewOf(call)
  call.app.daily.answered(call.guild, view.id, call.interaction.message.id)
  return runMessage(view, call.reader)
}

/** An answer in the hidden run, whose message is not the post. Once it is closed, all of it is told at once. */
async function ranOn(call: ComponentCall): Promise<Message> {
  const { place, outcome } = await answer(call)
  if (outcome.kind !== 'verdict') return mine(call)
  call.app.daily.answered(call.guild, place.round)
  return runVerdictMessage(await viewOf(call), place.question, outcome.verdict, call.reader)
}

async function mine(call: ComponentCall): Promise<Message> {
  return ownAnswersMessage(await viewOf(call), call.reader)
}

async function answer(call: ComponentCall) {
  const [round, question, choice] = [keyPart(call.args[0]), wholeNumber(call.args[1]), wholeNumber(call.args[2])]
  const place = { guild: call.guild, round, question }
  const outcome = await answerQuestion(call.app.store, place, { member: call.member, choice, now: call.app.now() })
  if (outcome.kind === 'unknown') throw new UserError('unknownPost')
  if (outcome.kind === 'closed' && outcome.isSpent) throw new UserError('answerIsAnonymous')
  return { place, outcome }
}

async function viewOf(call: ComponentCall): Promise<MemberRound> {
  const id = keyPart(call.args[0])
  return { id, round: await roundOf(call, id), member: call.member, now: call.app.now() }
}

/** A round that a channel answers. */
async function roundOf({ app, guild }: Call<unknown>, id: string): Promise<Round> {
  const round = await app.store.read(rounds.key(guild, id))
  if (!round || round.member !== null) throw new UserError('unknownPost')
  return round
}
