import { parseInline } from './inline.ts'
import type { Block, ListItem } from './syntax.ts'

/** Discord nests lists ten deep; deeper lines stay at the last level. */
const MAX_LIST_DEPTH = 10

const FENCE = /```(?:([\w+#.-]+)\n)?([\s\S]*?)```/g
const HEADING = /^(#{1,3})\s+(\S.*)$/
const SUBTEXT = /^-#\s+(\S.*)$/
const LIST_LINE = /^( *)(?:([-*])|(\d{1,9})\.) +(\S.*)$/

/** Parses a whole message, embed description, field or text display as Discord does. Never throws. */
export function parseMarkdown(source: string): Block[] {
  const blocks: Block[] = []
  let at = 0
  for (const match of source.matchAll(FENCE)) {
    blocks.push(...parseLines(source.slice(at, match.index)))
    blocks.push({ kind: 'fence', language: match[1] ?? '', text: trimLines(match[2] ?? '') })
    at = match.index + match[0].length
    if (source[at] === '\n') at += 1
  }
  blocks.push(...parseLines(source.slice(at)))
  return blocks
}

/** Without the empty lines before and after. */
function trimLines(text: string): string {
  const lines = text.split('\n')
  while (lines[0] === '') lines.shift()
  while (lines.at(-1) === '') lines.pop()
  return lines.join('\n')
}

function parseLines(source: string, isQuoted = false): Block[] {
  if (source === '') return []
  const lines = source.split('\n')
  const blocks: Block[] = []
  let paragraph: string[] = []
  const endParagraph = () => {
    if (paragraph.some((line) => line !== '')) {
      blocks.push({ kind: 'paragraph', children: parseInline(paragraph.join('\n')) })
    }
    paragraph = []
  }
  for (let index = 0; index < lines.length; ) {
    const taken = takeBlock(lines, index, isQuoted)
    if (taken) {
      endParagraph()
      blocks.push(taken.block)
      index = taken.next
    } else {
      paragraph.push(lines[index] ?? '')
      index += 1
    }
  }
  endParagraph()
  return blocks
}

type Taken = { block: Block; next: number }

function takeBlock(lines: string[], index: number, isQuoted: boolean): Taken | undefined {
  const line = lines[index] ?? ''
  const heading = HEADING.exec(line)
  if (heading) return { block: headingBlock(heading), next: index + 1 }
  const subtext = SUBTEXT.exec(line)
  if (subtext) return { block: { kind: 'subtext', children: parseInline(subtext[1] ?? '') }, next: index + 1 }
  // Discord's quotes do not nest.
  if (!isQuoted && line.startsWith('>>> ')) return quoteTo(lines.length, [line.slice(4), ...lines.slice(index + 1)])
  if (!isQuoted && line.startsWith('> ')) return takeQuote(lines, index)
  if (LIST_LINE.test(line)) return takeList(lines, index)
  return undefined
}

function headingBlock([, marks = '', text = '']: RegExpExecArray): Block {
  const level = marks.length === 1 ? 1 : marks.length === 2 ? 2 : 3
  return { kind: 'heading', level, children: parseInline(text) }
}

function takeQuote(lines: string[], index: number): Taken {
  let next = index
  while (lines[next]?.startsWith('> ') || lines[next] === '>') next += 1
  const inside = lines.slice(index, next).map((line) => line.slice(2))
  return quoteTo(next, inside)
}

function quoteTo(next: number, inside: string[]): Taken {
  return { block: { kind: 'quote', blocks: parseLines(inside.join('\n'), true) }, next }
}

type ListLine = { indent: number; number: number | undefined; text: string }

function takeList(lines: string[], index: number): Taken {
  const first = listLine(lines[index])
  const taken: ListLine[] = []
  let next = index
  for (let line = first; line && !startsAnother(first, line); line = listLine(lines[next])) {
    taken.push(line)
    next += 1
  }
  return { block: nestList(taken, 1), next }
}

/** A numbered line after bullets (or the other way round) on the first level begins a list of its own. */
function startsAnother(first: ListLine | undefined, line: ListLine): boolean {
  if (!first || line.indent > first.indent) return false
  return (first.number === undefined) !== (line.number === undefined)
}

function listLine(line = ''): ListLine | undefined {
  const match = LIST_LINE.exec(line)
  if (!match) return undefined
  const [, spaces = '', , digits, text = ''] = match
  return { indent: spaces.length, number: digits === undefined ? undefined : Number(digits), text }
}

/** The first line sets the level; lines indented further than it hang under the item before them. */
function nestList(lines: ListLine[], depth: number): Block {
  const base = lines[0]?.indent ?? 0
  const items: ListItem[] = []
  for (let index = 0; index < lines.length; ) {
    let next = index + 1
    while (depth < MAX_LIST_DEPTH && (lines[next]?.indent ?? base) > base) next += 1
    const deeper = lines.slice(index + 1, next)
    const nested = deeper.length > 0 ? [nestList(deeper, depth + 1)] : []
    items.push({ children: parseInline(lines[index]?.text ?? ''), nested })
    index = next
  }
  return { kind: 'list', start: lines[0]?.number, items }
}
