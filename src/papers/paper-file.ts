import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Paper, ShippedPaper } from './paper.ts'
import type { Parsed } from './parse-paper.ts'

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
  const names = (await namesIn(folder)).filter((name) => name.endsWith('.yaml')).sort()
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

async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    throw new PaperFileError(`${folder}: expected the folder of the shipped papers, found ${code}`, { cause: error })
  }
}

async function readPaperFile(folder: string, name: string, compiled: ReadonlyMap<string, unknown>): Promise<Parsed> {
  const file = join(folder, name)
  const source = await readFile(file)
  const known = ShippedPaper.safeParse(compiled.get(`${name} ${hashOf(source)}`))
  const parsed = known.success ? { paper: known.data } : await parse(source.toString('utf8'), file)
  if ('paper' in parsed && `${parsed.paper.id}.yaml` !== name)
    return {
      faults: [
        `${file}:1: id: expected "${name.slice(0, -'.yaml'.length)}" as the file is named, got "${parsed.paper.id}"`,
      ],
    }
  return parsed
}

/** The parser of YAML is loaded only for a file that the build has not seen. */
async function parse(source: string, file: string): Promise<Parsed> {
  const { parsePaper } = await import('./parse-paper.ts')
  return parsePaper(source, file)
}

function hashOf(source: Buffer): string {
  return createHash('sha256').update(source).digest('hex')
}
