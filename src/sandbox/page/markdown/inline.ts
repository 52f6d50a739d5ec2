import type { Inline } from './syntax.ts'

type Rule = { pattern: RegExp; node: (match: RegExpExecArray) => Inline | undefined }

/** Characters at which a rule may begin; everything between two of them is plain text. */
const SPECIAL = /[\\`*_~|[<@\nh]/g

/**
 * Discord's inline rules in its own order (the first that matches wins). Each pattern is sticky, so that it is tried
 * at one place only and sees what stands before it. A run of backticks is taken whole or not at all: trying its parts
 * would let a few thousand of them freeze the page.
 */
const RULES: Rule[] = [
  { pattern: /\n/y, node: () => ({ kind: 'break' }) },
  { pattern: /\\([^\p{L}\p{N}\s])/uy, node: ([, text = '']) => ({ kind: 'text', text }) },
  {
    pattern: /(?<!`)(`+)(?!`)([\s\S]*?[^`])\1(?!`)/y,
    node: ([, , text = '']) => ({ kind: 'code', text: text.trim() || text }),
  },
  { pattern: /\[([^\]\n]+)\]\(<?(https?:\/\/[^\s<>)]+)>?(?:\s+"[^"\n]*")?\)/y, node: maskedLink },
  { pattern: /<(https?:\/\/[^\s<>]+)>/y, node: bareLink },
  { pattern: /(https?:\/\/[^\s<>\p{Script=Han}，。；：！？、（）《》「」]+(?<![.,;:!?'")\]]))/uy, node: bareLink },
  { pattern: /<@!?(\d{1,20})>/y, node: ([, id = '']) => ({ kind: 'mention', target: 'user', id }) },
  { pattern: /<@&(\d{1,20})>/y, node: ([, id = '']) => ({ kind: 'mention', target: 'role', id }) },
  { pattern: /<#(\d{1,20})>/y, node: ([, id = '']) => ({ kind: 'mention', target: 'channel', id }) },
  { pattern: /<\/([^:>\n]{1,110}):\d{1,20}>/y, node: ([, name = '']) => ({ kind: 'command', name }) },
  {
    pattern: /<t:(-?\d{1,13})(?::([tTdDfFRsS]))?>/y,
    node: ([, at, style = 'f']) => ({ kind: 'time', unixSeconds: Number(at), style }),
  },
  { pattern: /<a?:(\w{2,32}):\d{1,20}>/y, node: ([, name = '']) => ({ kind: 'emoji', name }) },
  { pattern: /@everyone/y, node: () => ({ kind: 'everyone', name: 'everyone' }) },
  { pattern: /@here/y, node: () => ({ kind: 'everyone', name: 'here' }) },
  { pattern: /\*\*((?:\\[\s\S]|[^\\])+?)\*\*(?!\*)/y, node: nested('bold') },
  { pattern: /__((?:\\[\s\S]|[^\\])+?)__(?!_)/y, node: nested('underline') },
  { pattern: /\*(?=\S)((?:\*\*|\\[\s\S]|[^\\*])+?)(?<!\s)\*(?!\*)/y, node: nested('italic') },
  { pattern: /(?<!\w)_((?:__|\\[\s\S]|[^\\_])+?)_(?!\w)/y, node: nested('italic') },
  { pattern: /~~([\s\S]+?)~~/y, node: nested('strike') },
  { pattern: /\|\|([\s\S]+?)\|\|/y, node: nested('spoiler') },
]

/** Parses a run of text (line breaks allowed) into inline nodes. Never throws: what no rule takes is plain text. */
export function parseInline(source: string): Inline[] {
  const nodes: Inline[] = []
  let at = 0
  while (at < source.length) {
    const found = matchAt(source, at)
    if (found) {
      nodes.push(found.node)
      at = found.end
    } else {
      const end = nextSpecial(source, at + 1)
      appendText(nodes, source.slice(at, end))
      at = end
    }
  }
  return nodes
}

function matchAt(source: string, at: number): { node: Inline; end: number } | undefined {
  for (const { pattern, node } of RULES) {
    pattern.lastIndex = at
    const match = pattern.exec(source)
    // The pattern is shared by nested calls: its end is read before a node is made of its inside.
    const end = pattern.lastIndex
    const made = match ? node(match) : undefined
    if (made) return { node: made, end }
  }
  return undefined
}

function nextSpecial(source: string, from: number): number {
  SPECIAL.lastIndex = from
  return SPECIAL.exec(source)?.index ?? source.length
}

function appendText(nodes: Inline[], text: string): void {
  const last = nodes.at(-1)
  if (last?.kind === 'text') last.text += text
  else nodes.push({ kind: 'text', text })
}

function nested(kind: 'bold' | 'italic' | 'underline' | 'strike' | 'spoiler'): Rule['node'] {
  return ([, inside = '']) => ({ kind, children: parseInline(inside) })
}

function maskedLink([, label = '', href = '']: RegExpExecArray): Inline {
  return { kind: 'link', href, children: parseInline(label) }
}

function bareLink([, href = '']: RegExpExecArray): Inline {
  return { kind: 'link', href, children: [{ kind: 'text', text: href }] }
}
