import type {
  AutocompleteInteraction,
  ChatInputCommandInteraction,
  MessageComponentInteraction,
  ModalSubmitInteraction,
} from 'discord.js'
import type {
  APIActionRowComponent,
  APIApplicationCommandOptionChoice,
  APIComponentInMessageActionRow,
  APIEmbed,
  APIModalInteractionResponseCallbackData,
  ApplicationCommandOptionType,
  ChannelType,
} from 'discord-api-types/v10'
import type { App } from './app.ts'
import type { Reader } from './texts.ts'

/** What a command looks like on Discord; its words stand in the catalogue under `commands.NAME`. */
export interface CommandData {
  readonly name: string
  readonly options?: readonly OptionData[]
  readonly subcommands?: readonly { readonly name: string; readonly options?: readonly OptionData[] }[]
}

export interface OptionData {
  readonly name: string
  readonly type: Exclude<
    ApplicationCommandOptionType,
    ApplicationCommandOptionType.Subcommand | ApplicationCommandOptionType.SubcommandGroup
  >
  readonly required?: boolean
  readonly autocomplete?: boolean
  /** Values; their names stand in the catalogue beside the option, under `choices`. */
  readonly choices?: readonly string[]
  readonly min_value?: number
  readonly max_value?: number
  readonly min_length?: number
  readonly max_length?: number
  readonly channel_types?: readonly ChannelType[]
}

/** How dispatch acknowledges for a handler that needs longer than `DEFER_AFTER_MS`. */
export type Defer = 'hidden' | 'public' | 'update' | 'never'

/** A message as Discord's API takes it; it never pings anyone. */
export interface Message {
  readonly content?: string
  readonly embeds?: readonly APIEmbed[]
  readonly components?: readonly APIActionRowComponent<APIComponentInMessageActionRow>[]
  readonly files?: readonly { readonly name: string; readonly content: string }[]
}

/** What a handler wants to happen next; dispatch carries it out. */
export type Answer =
  | { readonly kind: 'hidden' | 'public' | 'update'; readonly message: Message }
  | { readonly kind: 'modal'; readonly modal: APIModalInteractionResponseCallbackData }

/** One use of the bot by one member in one guild. */
export interface Call<Interaction> {
  readonly interaction: Interaction
  readonly app: App
  readonly reader: Reader
  readonly guild: string
  readonly member: string
}

export type ComponentCall = Call<MessageComponentInteraction> & { readonly args: readonly string[] }
export type ModalCall = Call<ModalSubmitInteraction> & { readonly args: readonly string[] }

/** What a button or menu does; `open` marks one that members may use on a moderators' command. */
export interface ComponentHandler {
  readonly defer: Defer
  readonly open?: boolean
  run(call: ComponentCall): Promise<Answer>
}

export interface Command {
  readonly data: CommandData
  /** For the whole command, or by subcommand. */
  readonly defer: Defer | Readonly<Record<string, Defer>>
  /** Whether only moderators may use it: checked again at every use, click and modal. */
  readonly forModerators?: boolean
  execute(call: Call<ChatInputCommandInteraction>): Promise<Answer>
  autocomplete?(call: Call<AutocompleteInteraction>): Promise<APIApplicationCommandOptionChoice<string>[]>
  /** By action of the custom id. */
  readonly components?: Readonly<Record<string, ComponentHandler>>
  readonly modals?: Readonly<
    Record<string, { readonly defer: Exclude<Defer, 'never'>; run(call: ModalCall): Promise<Answer> }>
  >
}
