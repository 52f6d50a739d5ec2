import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { PACKAGE_DIR } from './config.ts'
import type { Catalogue } from './discord/locales/catalogue.ts'
import { zhCN } from './discord/locales/zh-CN.ts'
import { toTaiwanCatalogue } from './discord/texts.ts'
import type { Paper } from './papers/paper.ts'
import { type CompiledPaper, readPaperFiles } from './papers/paper-file.ts'

/** What the build leaves for the start; both can be missing when the sources are run directly. */
export const COMPILED_LIBRARY = join(PACKAGE_DIR, 'dist/library.json')
export const TAIWAN_CATALOGUE = join(PACKAGE_DIR, 'dist/zh-TW.json')

/** The shipped papers. Throws `PaperFileError`. */
export async function shippedPapers(): Promise<Paper[]> {
  const compiled = (await readPrepared(COMPILED_LIBRARY)) as CompiledPaper[] | undefined
  return readPaperFiles(join(PACKAGE_DIR, 'data/papers'), compiled)
}

/** The zh-TW catalogue as the build converted it; undefined when zh-CN has changed since. */
export async function taiwanCatalogue(): Promise<Catalogue | undefined> {
  const prepared = (await readPrepared(TAIWAN_CATALOGUE)) as { from: string; catalogue: Catalogue } | undefined
  return prepared?.from === hashOfSource() ? prepared.catalogue : undefined
}

/** What the build keeps of the zh-TW catalogue: the catalogue, and the hash of the zh-CN one that it was made from. */
export async function prepareTaiwanCatalogue(): Promise<{ from: string; catalogue: Catalogue }> {
  return { from: hashOfSource(), catalogue: await toTaiwanCatalogue() }
}

function hashOfSource(): string {
  return createHash('sha256').update(JSON.stringify(zhCN)).digest('hex')
}

/** A file of the build that cannot be used; the message says what to do. */
export class PreparedError extends Error {
  override name = 'PreparedError'
}

async function readPrepared(file: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(file, 'utf8'))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw new PreparedError(`${file}: expected what "npm run build" writes; run it again`, { cause: error })
  }
}
