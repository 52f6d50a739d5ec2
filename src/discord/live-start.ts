import { type BaseInteraction, channelMention, PermissionFlagsBits, TimestampStyles } from 'discord.js'
import { MAX_STARTS_AN_HOUR } from '../live/live-round.ts'
import type { Paper } from '../papers/paper.ts'
import { askedInLastRounds } from '../quiz/asked-before.ts'
import { bankOf, chooseQuestions, questionKey } from '../quiz/choosing.ts'
import { LIVE_ROUND_PREFIX } from '../quiz/round.ts'
import { requirePosting } from './channel-permissions.ts'
import type { Call, Message } from './command.ts'
import { isModerator } from './moderators.ts'
import { openQuestions } from './open-questions.ts'
import { plain } from './reply.ts'
import { instant } from './schedule-card.ts'
import { UserError } from './user-error.ts'

const ROUNDS_REMEMBERED = 50 // of this channel; enough that nothing repeats while a library's questions last

export interface LiveWish {
  readonly papers: readonly Paper[]
  readonly count: number
  readonly seconds: number
}

/** Starts a live round in the channel where it was asked for. Throws UserError. */
export async function startLive(call: Call<BaseInteraction>, { papers, count, seconds }: LiveWish): Promise<Message> {
  const { app, guild, member, reader, interaction } = call
  const channel = interaction.channelId
  if (channel === null) throw new UserError('unknownChannel')
  const mayModerate = await isModerator(interaction, app)
  if (!mayModerate && !mayWrite(interaction)) throw new UserError('liveCannotWrite')
  requirePosting(interaction.client, guild, { channel }, reader)
  const questions = await chosenFor(call, channel, papers, count)
  const started = await app.live.open(guild, channel, { member, questions, seconds, isModerator: mayModerate })
  switch (started.kind) {
    case 'started':
      return plain(reader.t('live.started', { total: questions.length, seconds }))
    case 'sending':
      return plain(reader.t('live.sending'))
    case 'running':
      throw new UserError('liveRunning', { channel: channelMention(channel) })
    case 'failed':
      throw new UserError('liveFailed')
    case 'too-many': {
      const relative = instant(started.againAt, TimestampStyles.RelativeTime)
      throw new UserError('liveTooMany', { max: MAX_STARTS_AN_HOUR, relative })
    }
    default:
      return started satisfies never
  }
}

/** Questions that no open post asks, those first that this channel's last live rounds did not have. */
async function chosenFor(call: Call<unknown>, channel: string, papers: readonly Paper[], count: number) {
  const { app, guild } = call
  const open = await openQuestions(call)
  const bank = bankOf(papers).filter((asked) => !open.has(questionKey(asked)))
  const prefix = `${LIVE_ROUND_PREFIX}${channel}-`
  const before = await askedInLastRounds(app.store, guild, prefix, ROUNDS_REMEMBERED)
  const questions = chooseQuestions(bank, before, { count, seed: `${prefix}${app.now()}-${app.newId()}` })
  if (questions.length > 0) return questions
  throw new UserError(open.size > 0 && bankOf(papers).length > 0 ? 'questionsAreOpen' : 'noQuestionsAtAll')
}

/** Whoever may not write in a channel may not have the bot write there. */
function mayWrite({ memberPermissions }: BaseInteraction): boolean {
  return memberPermissions?.has(PermissionFlagsBits.SendMessages) ?? false
}
