import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { isNode, LineCounter, parseDocument } from 'yaml'
import { type Paper, ShippedPaper } from './paper.ts'

/** A paper file that is not as it should be; the message has one line for each fault: file, line, path, what was expected. */
export class PaperFileError extends Error {
  override name = 'PaperFileError'
}

/** A paper as it was parsed at build, with the hash of the file it came from: parsing YAML takes a hundred times longer than JSON. */
export interface CompiledPaper {
  readonly file: string
  readonly hash: string
  readonly paper: unknown
}

/**
 * Reads and checks every `*.yaml` of a folder, in the order of their names; a file that has not changed since the build
 * is taken from `compiled`, and judged all the same. Throws `PaperFileError` with all faults of all files together.
 */
export async function readPaperFiles(folder: string, compiled: readonly CompiledPaper[] = []): Promise<Paper[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.yaml')).sort()
  if (names.length === 0) throw new PaperFileError(`${folder}: expected at least one paper (*.yaml), found none`)
  const known = new Map(compiled.map((one) => [`${one.file} ${one.hash}`, one.paper]))
  const results = await Promise.all(names.map((name) => readPaperFile(folder, name, known)))
  const faults = results.flatMap((result) => ('faults' in result ? result.faults : []))
  if (faults.length > 0) throw new PaperFileError(faults.join('\n'))
  return results.flatMap((result) => ('paper' in result ? [result.paper] : []))
}

/** What the build keeps of a folder of papers. Throws `PaperFileError` like `readPaperFiles`. */
export async function compilePaperFiles(folder: string): Promise<CompiledPaper[]> {
  const papers = await readPaperFiles(folder)
  return Promise.all(
    papers.map(async (paper) => {
      const file = `${paper.id}.yaml`
      return { file, hash: hashOf(await readFile(join(folder, file))), paper }
    }),
  )
}

type Parsed = { readonly paper: Paper } | { readonly faults: readonly string[] }

async function readPaperFile(folder: string, name: string, compiled: ReadonlyMap<string, unknown>): Promise<Parsed> {
  const file = join(folder, name)
  const source = await readFile(file)
  const known = ShippedPaper.safeParse(compiled.get(`${name} ${hashOf(source)}`))
  const parsed: Parsed = known.success ? { paper: known.data } : parsePaper(source.toString('utf8'), file)
  if ('paper' in parsed && `${parsed.paper.id}.yaml` !== name)
    return {
      faults: [
        `${file}:1: id: expected "${name.slice(0, -'.yaml'.length)}" as the file is named, got "${parsed.paper.id}"`,
      ],
    }
  return parsed
}

function hashOf(source: Buffer): string {
  return createHash('sha256').update(source).digest('hex')
}

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
