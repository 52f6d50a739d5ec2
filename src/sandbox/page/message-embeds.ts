import type { APIEmbed, APIEmbedField, APIEmbedFooter } from 'discord-api-types/v10'
import { html, nothing, type TemplateResult } from 'lit'
import { now } from './clock.ts'
import { drawInline, drawMarkdown, hexColor } from './markdown/draw.ts'
import { drawPicture, isOwn } from './pictures.ts'
import type { Scene } from './scene.ts'
import { formatSentAt } from './time-formats.ts'

/** Discord sets inline fields three to a row. */
const INLINE_FIELDS_PER_ROW = 3

/**
 * One embed in the library's frame. Title, author and field names are drawn here and not by the library, which splits
 * them into words and fetches whatever looks like the id of an emoji.
 */
export function drawEmbed(embed: APIEmbed, scene: Scene): TemplateResult {
  const color = embed.color === undefined ? nothing : hexColor(embed.color)
  const thumbnail = embed.thumbnail && isOwn(embed.thumbnail.url) ? embed.thumbnail.url : nothing
  return html`<discord-embed color=${color} thumbnail=${thumbnail}>
    ${embed.author ? html`<div slot="description" class="embed-author">${linked(embed.author.url, html`${embed.author.name}`)}</div>` : nothing}
    ${embed.title ? html`<div slot="description" class="embed-title">${linked(embed.url, drawInline(embed.title, scene))}</div>` : nothing}
    ${embed.description ? html`<discord-embed-description slot="description">${drawMarkdown(embed.description, scene)}</discord-embed-description>` : nothing}
    ${embed.fields?.length ? drawFields(embed.fields, scene) : nothing}
    ${embed.image ? html`<div slot="fields" class="embed-image">${drawPicture(embed.image.url, embed.description, scene)}</div>` : nothing}
    ${embed.footer || embed.timestamp ? drawFooter(embed.footer, embed.timestamp, scene) : nothing}
  </discord-embed>`
}

function linked(url: string | undefined, inside: TemplateResult): TemplateResult {
  return url === undefined
    ? inside
    : html`<a href=${url} target="_blank" rel="noopener noreferrer nofollow">${inside}</a>`
}

function drawFields(fields: APIEmbedField[], scene: Scene): TemplateResult {
  let inRow = 0
  const drawn = fields.map((field) => {
    inRow = field.inline ? (inRow % INLINE_FIELDS_PER_ROW) + 1 : 0
    return html`<discord-embed-field ?inline=${field.inline === true} inline-index=${inRow > 0 ? inRow : nothing}>
      <div class="field-name">${drawInline(field.name, scene)}</div>${drawMarkdown(field.value, scene)}
    </discord-embed-field>`
  })
  return html`<discord-embed-fields slot="fields">${drawn}</discord-embed-fields>`
}

function drawFooter(footer: APIEmbedFooter | undefined, timestamp: string | undefined, scene: Scene): TemplateResult {
  const at = timestamp === undefined ? '' : formatSentAt(timestamp, scene.locale, now())
  const text = [footer?.text, at].filter(Boolean).join(' • ')
  return html`<discord-embed-footer slot="footer">${text}</discord-embed-footer>`
}
