import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { isNode, LineCounter, parseDocument } from 'yaml'
import { type Paper, ShippedPaper } from './paper.ts'

/** A paper file that is not as it should be; the message has one line for each fault: file, line, path, what was expected. */
export class PaperFileError extends Error {
  override name = 'PaperFileError'
}

/**
 * Reads and checks every `*.yaml` of a folder, in the order of their names.
 * Throws `PaperFileError` with all faults of all files together.
 */
export async function readPaperFiles(folder: string): Promise<Paper[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.yaml')).sort()
  const faults: string[] = []
  const papers: Paper[] = []
  for (const name of names) {
    const file = join(folder, name)
    const parsed = parsePaper(await readFile(file, 'utf8'), file)
    if ('faults' in parsed) faults.push(...parsed.faults)
    else if (`${parsed.paper.id}.yaml` !== name) faults.push(`${file}:1: id: expected "${name.slice(0, -5)}" as the file is named, got "${parsed.paper.id}"`)
    else papers.push(parsed.paper)
  }
  if (names.length === 0) faults.push(`${folder}: expected at least one paper (*.yaml), found none`)
  if (faults.length > 0) throw new PaperFileError(faults.join('\n'))
  return papers
}

/** Parses one paper file; `file` is only used to name it in the faults. */
export function parsePaper(source: string, file: string): { paper: Paper } | { faults: string[] } {
  const lines = new LineCounter()
  const document = parseDocument(source, { lineCounter: lines, uniqueKeys: true })
  if (document.errors.length > 0)
    return { faults: document.errors.map((error) => `${file}:${lines.linePos(error.pos[0]).line}: ${error.message.split('\n')[0]}`) }
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
  return path.map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`)).join('').replace(/^\./, '') || '(file)'
}
