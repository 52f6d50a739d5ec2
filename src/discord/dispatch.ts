import { setTimeout as sleep } from 'node:timers/promises'
import {
  type AutocompleteInteraction,
  type ChatInputCommandInteraction,
  DiscordAPIError,
  type Interaction,
  type MessageComponentInteraction,
  MessageFlags,
  type ModalSubmitInteraction,
  RESTJSONErrorCodes,
} from 'discord.js'
import type { App } from './app.ts'
import type { Answer, Command, Defer, Message } from './command.ts'
import { parseCustomId } from './custom-id.ts'
import { requireModerator } from './moderators.ts'
import { MAX_AUTOCOMPLETE_CHOICES, plain, toPayload } from './reply.ts'
import { UserError } from './user-error.ts'

/** Discord gives up on an interaction after 3 s; at half of that we acknowledge and answer later. */
const DEFER_AFTER_MS = 1_500
const STOP_WITHIN_MS = 3_000 // leaves time to write everything down within the 5 s of a stop

type Repliable = ChatInputCommandInteraction | MessageComponentInteraction | ModalSubmitInteraction
interface Task {
  readonly name: string
  readonly defer: Defer
  readonly needsModerator: boolean
  readonly run: () => Promise<Answer>
}

/** The one listener for interactions: it finds the handler, defers in time, sends what it answers, and catches what it throws. */
export interface Dispatch {
  /** Never rejects. */
  handle(interaction: Interaction): void
  /** Resolves when no interaction is under way, at the latest after `STOP_WITHIN_MS`. */
  idle(): Promise<void>
}

export function createDispatch(commands: readonly Command[], app: App): Dispatch {
  const byName = new Map(commands.map((command) => [command.data.name, command]))
  const underWay = new Set<Promise<void>>()

  return {
    handle(interaction) {
      const work = dispatch(interaction).catch((error) => app.logger.error({ err: error }, 'dispatch failed'))
      underWay.add(work)
      void work.then(() => underWay.delete(work))
    },
    async idle() {
      await Promise.race([Promise.all(underWay), sleep(STOP_WITHIN_MS, undefined, { ref: false })])
    },
  }

  async function dispatch(interaction: Interaction): Promise<void> {
    if (interaction.isAutocomplete()) return suggest(interaction)
    if (!interaction.isChatInputCommand() && !interaction.isMessageComponent() && !interaction.isModalSubmit()) return
    const task = interaction.guildId ? await taskOf(interaction, interaction.guildId) : undefined
    await perform(interaction, task ?? unknownTask(interaction))
  }

  async function taskOf(interaction: Repliable, guild: string): Promise<Task | undefined> {
    const base = { app, guild, member: interaction.user.id, reader: await app.texts.reader(interaction.locale) }
    if (interaction.isChatInputCommand()) {
      const command = byName.get(interaction.commandName)
      if (!command) return undefined
      const subcommand = interaction.options.getSubcommand(false)
      const name = `/${[interaction.commandName, subcommand].filter(Boolean).join(' ')}`
      const mode = typeof command.defer === 'string' ? command.defer : command.defer[subcommand ?? '']
      return {
        name,
        defer: mode ?? 'hidden',
        needsModerator: command.forModerators ?? false,
        run: () => command.execute({ ...base, interaction }),
      }
    }
    const id = parseCustomId(interaction.customId)
    const command = id && byName.get(id.command)
    if (!command) return undefined
    const name = `${id.command}:${id.action}`
    if (interaction.isModalSubmit()) {
      const handler = own(command.modals, id.action)
      return (
        handler && {
          name,
          defer: handler.defer,
          needsModerator: command.forModerators ?? false,
          run: () => handler.run({ ...base, interaction, args: id.args }),
        }
      )
    }
    const handler = own(command.components, id.action)
    return (
      handler && {
        name,
        defer: handler.defer,
        needsModerator: (command.forModerators ?? false) && !handler.open,
        run: () => handler.run({ ...base, interaction, args: id.args }),
      }
    )
  }

  async function suggest(interaction: AutocompleteInteraction): Promise<void> {
    const command = byName.get(interaction.commandName)
    try {
      const guild = interaction.guildId
      const choices =
        command?.autocomplete && guild
          ? await command.autocomplete({
              interaction,
              app,
              guild,
              member: interaction.user.id,
              reader: await app.texts.reader(interaction.locale),
            })
          : []
      await interaction.respond(choices.slice(0, MAX_AUTOCOMPLETE_CHOICES))
    } catch (error) {
      // An autocomplete that comes too late is answered by the next key stroke's.
      app.logger.warn({ err: error, command: interaction.commandName }, 'autocomplete failed')
    }
  }

  function unknownTask(interaction: Repliable): Task {
    const name = interaction.isChatInputCommand() ? interaction.commandName : interaction.customId
    const reason = interaction.guildId ? 'outdated' : 'guildOnly'
    return { name, defer: 'hidden', needsModerator: false, run: () => Promise.reject(new UserError(reason)) }
  }

  async function perform(interaction: Repliable, task: Task): Promise<void> {
    let deferral: Promise<unknown> | undefined
    const timer = setTimeout(() => {
      deferral = defer(interaction, task.defer).catch((error) =>
        app.logger.warn({ err: error, task: task.name }, 'deferring failed'),
      )
    }, DEFER_AFTER_MS)
    let answer: Answer
    try {
      if (task.needsModerator) await requireModerator(interaction, app)
      answer = await task.run()
    } catch (error) {
      answer = { kind: 'hidden', message: await apology(interaction, error, task.name) }
    } finally {
      clearTimeout(timer)
    }
    await deferral
    await deliver(interaction, answer, task.name)
  }

  /** The words for what went wrong: what the person can do about it, or the number under which our bug is logged. */
  async function apology(interaction: Repliable, error: unknown, task: string): Promise<Message> {
    const reader = await app.texts.reader(interaction.locale)
    if (error instanceof UserError) return plain(reader.t(`errors.${error.reason}`, error.values))
    const id = app.newId().slice(0, 4)
    app.logger.error({ err: error, task, id, guild: interaction.guildId }, 'a handler failed')
    return plain(reader.t('errors.ours', { id }))
  }

  /** Sends the answer: once more when the connection broke, and our apology when Discord refuses it. */
  async function deliver(interaction: Repliable, answer: Answer, task: string): Promise<void> {
    try {
      await send(interaction, answer).catch((error) => {
        if (error instanceof DiscordAPIError) throw error
        app.logger.warn({ err: error, task }, 'sending failed; trying once more')
        return send(interaction, answer)
      })
    } catch (error) {
      const code = error instanceof DiscordAPIError ? error.code : undefined
      if (code === RESTJSONErrorCodes.InteractionHasAlreadyBeenAcknowledged) return // it had arrived after all
      if (code === RESTJSONErrorCodes.UnknownInteraction)
        return app.logger.warn({ task }, 'the interaction had expired before it was answered')
      const message = await apology(interaction, error, task)
      await send(interaction, { kind: 'hidden', message }).catch((again) =>
        app.logger.warn({ err: again, task }, 'no answer could be sent'),
      )
    }
  }
}

/** What a record holds under a name of its own, whatever name was forged. */
function own<T>(record: Readonly<Record<string, T>> | undefined, name: string): T | undefined {
  return record && Object.hasOwn(record, name) ? record[name] : undefined
}

async function defer(interaction: Repliable, mode: Defer): Promise<unknown> {
  switch (mode) {
    case 'hidden':
      return interaction.deferReply({ flags: MessageFlags.Ephemeral })
    case 'public':
      return interaction.deferReply()
    case 'update':
      return interaction.isChatInputCommand()
        ? interaction.deferReply({ flags: MessageFlags.Ephemeral })
        : deferUpdate(interaction)
    case 'never':
      return undefined
    default:
      throw new TypeError(`expected a way to defer, got ${mode satisfies never}`)
  }
}

async function deferUpdate(interaction: MessageComponentInteraction | ModalSubmitInteraction): Promise<unknown> {
  return interaction.isModalSubmit() && !interaction.isFromMessage()
    ? interaction.deferReply({ flags: MessageFlags.Ephemeral })
    : interaction.deferUpdate()
}

async function send(interaction: Repliable, answer: Answer): Promise<void> {
  if (answer.kind === 'modal') {
    if (interaction.isModalSubmit()) throw new TypeError('expected a message in answer to a modal, got a modal')
    await interaction.showModal(answer.modal)
    return
  }
  const payload = toPayload(answer.message)
  if (interaction.deferred) await sendAfterDeferral(interaction, answer.kind, payload)
  else if (
    answer.kind === 'update' &&
    !interaction.isChatInputCommand() &&
    (!interaction.isModalSubmit() || interaction.isFromMessage())
  )
    await interaction.update(payload)
  else await interaction.reply(answer.kind === 'public' ? payload : { ...payload, flags: MessageFlags.Ephemeral })
}

/** What was promised by the deferral may not be what came of it: then the placeholder goes and the words follow. */
async function sendAfterDeferral(
  interaction: Repliable,
  kind: 'hidden' | 'public' | 'update',
  payload: ReturnType<typeof toPayload>,
): Promise<void> {
  const deferredUpdate = interaction.ephemeral === null
  if (kind === 'update' || (!deferredUpdate && interaction.ephemeral === (kind === 'hidden'))) {
    await interaction.editReply(payload)
    return
  }
  if (!deferredUpdate) await interaction.deleteReply()
  await interaction.followUp(kind === 'hidden' ? { ...payload, flags: MessageFlags.Ephemeral } : payload)
}
