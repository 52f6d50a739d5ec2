import { html, nothing, type TemplateResult } from 'lit'
import type { Scene } from '../scene.ts'
import { parseMarkdown } from './blocks.ts'
import { parseInline } from './inline.ts'
import type { Block, Inline } from './syntax.ts'
import '../elements/spoiler.ts'
import '../elements/timestamp.ts'

/** A message's text, an embed's description, a text display: blocks and inline marks. */
export function drawMarkdown(source: string, scene: Scene): TemplateResult {
  const blocks = parseMarkdown(source)
  return html`<div class="markdown">${blocks.map((block) => drawBlock(block, scene))}</div>`
}

/** One line of text without blocks: embed titles, field names, select labels. */
export function drawInline(source: string, scene: Scene): TemplateResult {
  return drawNodes(parseInline(source), scene)
}

function drawBlock(block: Block, scene: Scene): TemplateResult {
  switch (block.kind) {
    case 'paragraph':
      return html`<div class="paragraph">${drawNodes(block.children, scene)}</div>`
    case 'heading':
      return drawHeading(block.level, drawNodes(block.children, scene))
    case 'subtext':
      return html`<small class="subtext">${drawNodes(block.children, scene)}</small>`
    case 'quote':
      return html`<blockquote>${block.blocks.map((inner) => drawBlock(inner, scene))}</blockquote>`
    case 'fence':
      return html`<pre tabindex="0"><code>${block.text}</code></pre>`
    case 'list':
      return drawList(block, scene)
    default:
      return block satisfies never
  }
}

function drawHeading(level: 1 | 2 | 3, inside: TemplateResult): TemplateResult {
  if (level === 1) return html`<h3 class="level-1">${inside}</h3>`
  if (level === 2) return html`<h4 class="level-2">${inside}</h4>`
  return html`<h5 class="level-3">${inside}</h5>`
}

function drawList(list: Extract<Block, { kind: 'list' }>, scene: Scene): TemplateResult {
  const items = list.items.map(
    (item) => html`<li>${drawNodes(item.children, scene)}${item.nested.map((inner) => drawBlock(inner, scene))}</li>`,
  )
  return list.start === undefined ? html`<ul>${items}</ul>` : html`<ol start=${list.start}>${items}</ol>`
}

function drawNodes(nodes: Inline[], scene: Scene): TemplateResult {
  return html`${nodes.map((node) => drawNode(node, scene))}`
}

function drawNode(node: Inline, scene: Scene): TemplateResult | string {
  switch (node.kind) {
    case 'text':
      return node.text
    case 'break':
      return html`<br>`
    case 'bold':
      return html`<strong>${drawNodes(node.children, scene)}</strong>`
    case 'italic':
      return html`<em>${drawNodes(node.children, scene)}</em>`
    case 'underline':
      return html`<u>${drawNodes(node.children, scene)}</u>`
    case 'strike':
      return html`<s>${drawNodes(node.children, scene)}</s>`
    case 'spoiler':
      return html`<sandbox-spoiler label=${scene.words.spoiler}>${drawNodes(node.children, scene)}</sandbox-spoiler>`
    case 'code':
      return html`<code>${node.text}</code>`
    case 'link':
      return html`<a href=${node.href} target="_blank" rel="noopener noreferrer nofollow">${drawNodes(node.children, scene)}</a>`
    case 'time':
      return html`<sandbox-timestamp .unixSeconds=${node.unixSeconds} .format=${node.style} .locale=${scene.locale}></sandbox-timestamp>`
    case 'emoji':
      return `:${node.name}:`
    case 'mention':
      return drawMention(node.target, node.id, scene)
    case 'everyone':
      return html`<discord-mention type="user">${node.name}</discord-mention>`
    case 'command':
      return html`<discord-mention type="slash">${node.name}</discord-mention>`
    default:
      return node satisfies never
  }
}

function drawMention(target: 'user' | 'role' | 'channel', id: string, scene: Scene): TemplateResult {
  if (target === 'channel') {
    const name = scene.channelNames.get(id) ?? scene.words.unknownChannel
    return html`<discord-mention type="channel" @click=${() => scene.openChannel(id)}>${name}</discord-mention>`
  }
  if (target === 'user') return html`<discord-mention type="user">${scene.userNames.get(id) ?? id}</discord-mention>`
  const role = scene.roles.get(id)
  const color = role && role.color !== 0 ? hexColor(role.color) : nothing
  return html`<discord-mention type="role" color=${color}>${role?.name ?? scene.words.unknownRole}</discord-mention>`
}

/** Discord's colour number (0xRRGGBB) as CSS. */
export function hexColor(color: number): string {
  return `#${color.toString(16).padStart(6, '0')}`
}
