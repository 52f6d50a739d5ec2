import { html, nothing, type TemplateResult } from 'lit'
import { avatarFor } from './avatars.ts'
import { now } from './clock.ts'
import { drawMarkdown } from './markdown/draw.ts'
import { type ComponentHost, drawComponents } from './message-components.ts'
import { drawEmbed } from './message-embeds.ts'
import { can, PERMISSION } from './permissions.ts'
import { drawPicture } from './pictures.ts'
import type { Scene } from './scene.ts'
import { formatInstant, formatSentAt } from './time-formats.ts'
import type { Message } from './types.ts'
import { authorName, mentions } from './unread.ts'

/** What a person can do with one message. */
export type MessageActions = {
  use: (message: Message, customId: string, values?: string[]) => void
  dismiss: (message: Message) => void
  remove: (message: Message) => void
}

export type RowState = {
  /** It follows another message of its author: no avatar, no name. */
  continues: boolean
  waitingFor: string | undefined
  hasFailed: boolean
  /** The message this one answers, if it is loaded. */
  original: Message | undefined
}

const EPHEMERAL = 1 << 6 // Discord: message flag of hidden replies
const COMPONENTS_V2 = 1 << 15

/** One message in the library's frame. The caller draws it again only when one of the arguments changes. */
export function drawMessage(message: Message, row: RowState, scene: Scene, actions: MessageActions): TemplateResult {
  const name = authorName(message)
  const hidden = isHidden(message)
  return html`<discord-message data-id=${message.id} class=${hidden ? 'hidden-message' : ''} author=${name}
    avatar=${avatarFor(message.author.id, name)} ?bot=${message.author.bot === true} ?message-body-only=${row.continues}
    ?highlight=${mentions(message, scene.me)} ?light-theme=${scene.light} .timestamp=${sentAt(message, row, scene)}>
    ${drawAbove(message, row, scene)}${drawBody(message, scene)}${drawAttachments(message, scene)}
    ${message.embeds.map((embed) => html`<div slot="embeds">${drawEmbed(embed, scene)}</div>`)}
    <div slot="components" class="below">${drawBelow(message, row, scene, actions)}</div>
    ${drawTools(message, hidden, scene, actions)}
  </discord-message>`
}

/** Only its addressee sees it. */
export function isHidden(message: Message): boolean {
  return ((message.flags ?? 0) & EPHEMERAL) !== 0 || message.sandbox?.hiddenFor !== undefined
}

function sentAt(message: Message, row: RowState, scene: Scene): string {
  const seconds = Date.parse(message.timestamp) / 1000
  return row.continues
    ? formatInstant(seconds, 't', scene.locale, now())
    : formatSentAt(message.timestamp, scene.locale, now())
}

/** "小林 used /lookup", or the message that is answered. */
function drawAbove(message: Message, row: RowState, scene: Scene): TemplateResult | typeof nothing {
  const name = commandName(message)
  const who = askerName(message, scene)
  if (name !== undefined && who !== undefined) {
    return html`<div slot="reply" class="above"><span>${scene.words.used(who)}</span>
      <span class="command-name">/${scene.commandLabels.get(name) ?? name}</span></div>`
  }
  if (answeredId(message) === undefined) return nothing
  if (row.original === undefined && causeOf(message) !== undefined) return drawAsker(message, who, scene)
  const text = row.original ? excerpt(row.original) : scene.words.deletedOriginal
  const author = row.original ? authorName(row.original) : ''
  return html`<div slot="reply" class="above"><span>${scene.words.repliedTo} ${author}</span><span class="original">${text}</span></div>`
}

/** Whose click brought a public message from one that was hidden: the others never saw that, nor what its button said. */
function drawAsker(message: Message, who: string | undefined, scene: Scene): TemplateResult | typeof nothing {
  if (who === undefined || isHidden(message)) return nothing
  return html`<div slot="reply" class="above"><span>${scene.words.askedFor(who)}</span></div>`
}

function askerName(message: Message, scene: Scene): string | undefined {
  const user = message.sandbox?.interaction?.user
  return user && (scene.userNames.get(user.id) ?? user.username)
}

/** The command, button or menu that a message answers, itself or through a modal that it opened. */
function causeOf(message: Message) {
  const metadata = message.interaction_metadata
  return metadata?.type === 5 ? metadata.triggering_interaction_metadata : metadata
}

/** The command that a message answers; undefined for answers to buttons, menus and their modals. */
function commandName(message: Message): string | undefined {
  const cause = causeOf(message)
  return cause === undefined || cause.type === 2 ? message.sandbox?.interaction?.name : undefined
}

/** The message that this one replies to, or whose button or menu it answers. */
export function answeredId(message: Message): string | undefined {
  const cause = causeOf(message)
  if (cause?.type === 3) return cause.interacted_message_id
  return message.type === 19 ? message.message_reference?.message_id : undefined
}

/** The first words of a message, without marks of markdown. */
function excerpt(message: Message): string {
  const embed = message.embeds[0]
  const text = message.content || embed?.title || embed?.description || '…'
  return (
    text
      .replace(/[*_~|`>#]+/g, '')
      .split('\n')[0]
      ?.slice(0, 80) ?? ''
  )
}

function drawBody(message: Message, scene: Scene): TemplateResult {
  if (message.sandbox?.failed) return html`<div class="failed" role="status">${scene.words.failed}</div>`
  if (message.sandbox?.thinking) {
    const words = scene.words.thinking(authorName(message))
    return html`<div class="thinking" role="status"><span class="dots" aria-hidden="true"><i></i><i></i><i></i></span>${words}</div>`
  }
  // An answer that is all embeds has no line of its own to put the mark on.
  const edited =
    message.edited_timestamp && message.content !== ''
      ? html`<span class="edited" title=${formatSentAt(message.edited_timestamp, scene.locale, now())}>${scene.words.edited}</span>`
      : nothing
  return html`${message.content === '' ? nothing : drawMarkdown(message.content, scene)}${edited}`
}

function drawAttachments(message: Message, scene: Scene): TemplateResult | typeof nothing {
  if (message.attachments.length === 0 || ((message.flags ?? 0) & COMPONENTS_V2) !== 0) return nothing
  const embedded = new Set(message.embeds.map((embed) => embed.image?.url))
  const shown = message.attachments.filter(({ url }) => !embedded.has(url))
  return html`<discord-attachments slot="attachments">
    ${shown.map((file) =>
      file.content_type?.startsWith('image/')
        ? drawPicture(file.url, file.description ?? file.filename, scene)
        : html`<discord-file-attachment name=${file.filename} href=${file.url} target="_blank" bytes=${fileSize(file.size).amount} bytes-unit=${fileSize(file.size).unit} ?light-theme=${scene.light}></discord-file-attachment>`,
    )}
  </discord-attachments>`
}

function fileSize(bytes: number): { amount: string; unit: string } {
  if (bytes < 1024) return { amount: String(bytes), unit: 'B' }
  const kilobytes = bytes / 1024
  return kilobytes < 1024
    ? { amount: kilobytes.toFixed(1), unit: 'KB' }
    : { amount: (kilobytes / 1024).toFixed(1), unit: 'MB' }
}

function drawBelow(message: Message, row: RowState, scene: Scene, actions: MessageActions): TemplateResult {
  const host: ComponentHost = {
    messageId: message.id,
    scene,
    waitingFor: row.waitingFor,
    use: (customId, values) => actions.use(message, customId, values),
  }
  const failed = html`<div class="failed" role="alert">${scene.words.interactionFailed}</div>`
  const hidden = html`<div class="only-you"><svg viewBox="0 0 24 24" aria-hidden="true"><path d="M12 5C6 5 2 12 2 12s4 7 10 7 10-7 10-7-4-7-10-7zm0 11a4 4 0 1 1 0-8 4 4 0 0 1 0 8z"/></svg> ${scene.words.hidden} •
    <button type="button" class="link" @click=${() => actions.dismiss(message)}>${scene.words.dismiss}</button></div>`
  return html`${drawComponents(message.components ?? [], host)}${row.hasFailed ? failed : nothing}${isHidden(message) ? hidden : nothing}`
}

/** Shown on hover, on focus, and always where there is no hover. Hidden messages are dismissed instead. */
function drawTools(
  message: Message,
  hidden: boolean,
  scene: Scene,
  actions: MessageActions,
): TemplateResult | typeof nothing {
  const channel = scene.channels.get(message.channel_id)
  const mayManage = channel !== undefined && can(channel.permissions, PERMISSION.manageMessages)
  if (hidden || (message.author.id !== scene.me.id && !mayManage)) return nothing
  return html`<div slot="reactions" class="tools"><button type="button" title=${scene.words.remove} aria-label=${scene.words.remove}
    @click=${() => actions.remove(message)}><svg viewBox="0 0 24 24" aria-hidden="true"><path d="M9 3h6l1 2h4v2H4V5h4zM6 9h12l-1 12H7z"/></svg></button></div>`
}
