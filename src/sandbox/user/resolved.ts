import {
  type APIApplicationCommandBasicOption,
  ComponentType,
  ApplicationCommandOptionType as Option,
} from 'discord-api-types/v10'
import type { Core } from '../core.ts'
import { storeFile } from '../messages/attachments.ts'
import { MAX_FILE_BYTES } from '../messages/message-schema.ts'
import { findUser, memberWithoutUser, toApiUser } from '../world/people.ts'
import { channelPermissions, guildPermissions } from '../world/permissions.ts'
import { findChannel, toApiChannel } from '../world/places.ts'
import type { User } from '../world/world.ts'
import { UserRefusal } from './refusal.ts'
import { canView } from './sight.ts'

export type OptionValue = string | number | boolean

/** A file that comes with a command or a modal. */
export interface SentFile {
  name: string
  contentType: string
  base64: string
}

type Kind = 'users' | 'members' | 'roles' | 'channels' | 'attachments' | 'messages'

/** Collects what the ids in an interaction stand for: Discord's `resolved`. */
export class Resolver {
  readonly #core: Core
  readonly #user: User
  readonly #channelId: string
  readonly #files: SentFile[]
  readonly #found: Partial<Record<Kind, Record<string, unknown>>> = {}

  constructor(core: Core, user: User, channelId: string, files: SentFile[]) {
    this.#core = core
    this.#user = user
    this.#channelId = channelId
    this.#files = files
  }

  /** Undefined when nothing was resolved, as Discord leaves it out then. */
  get data(): { resolved?: Record<string, unknown> } {
    return Object.keys(this.#found).length > 0 ? { resolved: this.#found } : {}
  }

  /** The value as the bot gets it. @throws UserRefusal if an id stands for nothing */
  resolve(option: APIApplicationCommandBasicOption, value: OptionValue): OptionValue {
    const id = String(value)
    switch (option.type) {
      case Option.User:
        return this.#oneOf(option.name, id, ['user'])
      case Option.Role:
        return this.#oneOf(option.name, id, ['role'])
      case Option.Mentionable:
        return this.#oneOf(option.name, id, ['user', 'role'])
      case Option.Channel:
        return this.#channel(option.name, id, option.channel_types ?? [])
      case Option.Attachment:
        return this.attach(option.name, id)
      default:
        return value
    }
  }

  /** A value chosen in a menu that Discord fills. @throws UserRefusal */
  resolveChosen(type: ComponentType, name: string, id: string, channelTypes: number[]): string {
    if (type === ComponentType.ChannelSelect) return this.#channel(name, id, channelTypes)
    if (type === ComponentType.UserSelect) return this.#oneOf(name, id, ['user'])
    if (type === ComponentType.RoleSelect) return this.#oneOf(name, id, ['role'])
    return this.#oneOf(name, id, ['user', 'role'])
  }

  /** Uploads the file of that name. @returns its attachment id */
  attach(option: string, fileName: string): string {
    const file = this.#files.find((one) => one.name === fileName)
    if (!file) throw new UserRefusal(400, 'badOption', `${option} must be the name of one of the attachments`)
    const bytes = Buffer.from(file.base64, 'base64')
    if (bytes.length > MAX_FILE_BYTES) throw new UserRefusal(400, 'fileTooLarge', `${fileName} is over 10 MiB`)
    const { name, contentType } = file
    const attachment = storeFile(this.#core, this.#channelId, { name, contentType, bytes })
    this.#put('attachments', attachment.id, { ...attachment, ephemeral: true })
    return attachment.id
  }

  message(id: string, message: unknown): void {
    this.#put('messages', id, message)
  }

  user(id: string): boolean {
    const user = findUser(this.#core.world, id)
    if (!user) return false
    this.#put('users', id, toApiUser(user))
    const permissions = guildPermissions(this.#core.world, user).toString()
    this.#put('members', id, { ...memberWithoutUser(user), permissions })
    return true
  }

  #role(id: string): boolean {
    const role = this.#core.world.guild.roles.find((one) => one.id === id)
    if (role) this.#put('roles', id, role)
    return role !== undefined
  }

  #oneOf(name: string, id: string, kinds: ('user' | 'role')[]): string {
    const isFound = kinds.some((kind) => (kind === 'user' ? this.user(id) : this.#role(id)))
    if (!isFound) throw new UserRefusal(400, 'badOption', `${name} must be a ${kinds.join(' or ')} of this server`)
    return id
  }

  #channel(name: string, id: string, types: number[]): string {
    const { world } = this.#core
    const channel = findChannel(world, id)
    if (!channel || !canView(world, this.#user, id) || (types.length > 0 && !types.includes(channel.type))) {
      throw new UserRefusal(400, 'badOption', `${name} must be a channel of the right type that you may view`)
    }
    const permissions = channelPermissions(world, this.#user, channel).toString()
    this.#put('channels', id, { ...toApiChannel(world, channel), permissions })
    return id
  }

  #put(kind: Kind, id: string, value: unknown): void {
    this.#found[kind] = { ...this.#found[kind], [id]: value }
  }
}
