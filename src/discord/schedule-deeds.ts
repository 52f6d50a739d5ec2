import { type ChatInputCommandInteraction, channelMention } from 'discord.js'
import { requirePosting } from './channel-permissions.ts'
import type { Call, ComponentCall, Message } from './command.ts'
import { cancelId, confirmMessage, undoMessage } from './confirm.ts'
import { customId } from './custom-id.ts'
import { keyPart } from './custom-id-args.ts'
import { plain } from './reply.ts'
import { instant, nextRunText, reasonText, whereText } from './schedule-card.ts'
import { chosenSchedule, setLines, unknownSchedule } from './schedule-options.ts'
import { UserError } from './user-error.ts'

type ModeratorCall = Call<ChatInputCommandInteraction>

export async function pause(call: ModeratorCall): Promise<Message> {
  const { app, guild, reader } = call
  const chosen = await chosenSchedule(call)
  if (chosen.paused) return plain([reader.t('daily.alreadyPaused'), ...setLines(call, chosen)].join('\n'))
  const schedule = await app.daily.pause(guild, chosen.id)
  return schedule ? plain(`${whereText(schedule, reader)}\n${reader.t('daily.pausedNow')}`) : unknownSchedule()
}

export async function resume(call: ModeratorCall): Promise<Message> {
  const { app, guild, reader, interaction } = call
  const chosen = await chosenSchedule(call)
  const { id, channel } = chosen
  if (!chosen.paused) return plain([reader.t('daily.alreadyRunning'), ...setLines(call, chosen)].join('\n'))
  requirePosting(interaction.client, guild, { channel }, reader)
  const schedule = await app.daily.resume(guild, id)
  if (!schedule) return unknownSchedule()
  const late = app.daily.late(schedule)
  return plain(
    [
      reader.t('daily.resumedNow'),
      ...(late === undefined ? [] : [reader.t('daily.comesLate', { time: instant(late) })]),
      ...setLines(call, schedule),
    ].join('\n'),
  )
}

/** Asks before it removes. */
export async function remove(call: ModeratorCall): Promise<Message> {
  const schedule = await chosenSchedule(call)
  const deed = { id: customId('daily', 'remove', schedule.id), label: call.reader.t('daily.removeConfirm') }
  return confirmMessage(
    `${whereText(schedule, call.reader)}\n${call.reader.t('daily.removeAsk')}`,
    deed,
    cancelId('daily'),
    call.reader,
  )
}

export async function removed(call: ComponentCall): Promise<Message> {
  const schedule = await call.app.daily.remove(call.guild, keyPart(call.args[0]))
  if (!schedule) return unknownSchedule()
  return undoMessage(
    `${whereText(schedule, call.reader)}\n${call.reader.t('daily.removed')}`,
    customId('daily', 'restore', schedule.id),
    call.reader,
  )
}

export async function restored(call: ComponentCall): Promise<Message> {
  const schedule = await call.app.daily.restore(call.guild, keyPart(call.args[0]))
  return schedule ? plain([call.reader.t('daily.restored'), ...setLines(call, schedule)].join('\n')) : unknownSchedule()
}

/** Posts now, beside the slots. */
export async function post(call: ModeratorCall): Promise<Message> {
  const { app, guild, reader, interaction } = call
  const schedule = await chosenSchedule(call)
  requirePosting(interaction.client, guild, { channel: schedule.channel }, reader)
  const delivery = await app.daily.postNow(guild, schedule.id, interaction.id)
  const channel = channelMention(schedule.channel)
  if (delivery?.state === 'posted') return plain(reader.t('daily.posted', { channel }))
  if (delivery?.state === 'planned' || delivery?.state === 'posting')
    return plain(reader.t('daily.sending', { channel }))
  throw new UserError('postFailed', { reason: reasonText(delivery?.reason ?? 'try-later', reader) })
}

/** Leaves out the next slot. */
export async function skip(call: ModeratorCall): Promise<Message> {
  const { app, guild, reader } = call
  const { id, paused } = await chosenSchedule(call)
  if (paused) throw new UserError('skipPaused')
  const schedule = await app.daily.skip(guild, id)
  if (!schedule) return unknownSchedule()
  const skipped = app.daily.skipped(schedule)
  if (skipped === undefined) throw new UserError('nothingToSkip')
  const done = [
    whereText(schedule, reader),
    reader.t('daily.skips', { time: instant(skipped) }),
    nextRunText(app.daily.nextRun(schedule), reader),
  ]
  return undoMessage(done.join('\n'), customId('daily', 'unskip', schedule.id), reader)
}

export async function unskipped(call: ComponentCall): Promise<Message> {
  const schedule = await call.app.daily.unskip(call.guild, keyPart(call.args[0]))
  if (!schedule) return unknownSchedule()
  return plain([call.reader.t('daily.unskipped'), ...setLines(call, schedule)].join('\n'))
}
