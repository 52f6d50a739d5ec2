import { isNode, LineCounter, parseDocument } from 'yaml'
import { type Paper, ShippedPaper } from './paper.ts'

/** A paper, or what is wrong with it: one line for each fault. */
export type Parsed = { readonly paper: Paper } | { readonly faults: readonly string[] }

/** Parses one paper file; `file` is only used to name it in the faults. */
export function parsePaper(source: string, file: string): Parsed {
  const lines = new LineCounter()
  const document = parseDocument(source, { lineCounter: lines, uniqueKeys: true })
  if (document.errors.length > 0)
    return {
      faults: document.errors.map(
        (error) => `${file}:${lines.linePos(error.pos[0]).line}: ${error.message.split('\n')[0]}`,
      ),
    }
  const result = ShippedPaper.safeParse(document.toJS({ maxAliasCount: 100 }))
  if (result.success) return { paper: result.data }
  return {
    faults: result.error.issues.map((issue) => {
      const line = lineOf(issue.path)
      return `${file}:${line}: ${pathText(issue.path)}: ${issue.message}`
    }),
  }

  /** The line of the node at a path, or of its nearest ancestor when the node is missing. */
  function lineOf(path: readonly PropertyKey[]): number {
    for (let length = path.length; length > 0; length--) {
      const node = document.getIn(path.slice(0, length), true)
      if (isNode(node) && node.range) return lines.linePos(node.range[0]).line
    }
    return 1
  }
}

function pathText(path: readonly PropertyKey[]): string {
  return (
    path
      .map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`))
      .join('')
      .replace(/^\./, '') || '(file)'
  )
}
