import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { PACKAGE_DIR } from './config.ts'
import { compilePaperFiles, PaperFileError } from './papers/paper-file.ts'
import { COMPILED_LIBRARY, prepareTaiwanCatalogue, TAIWAN_CATALOGUE } from './prepared.ts'

/** The end of `npm run build`: judges the papers, and prepares what would take long at every start. */
try {
  await writeFile(COMPILED_LIBRARY, JSON.stringify(await compilePaperFiles(join(PACKAGE_DIR, 'data/papers'))))
  await writeFile(TAIWAN_CATALOGUE, JSON.stringify(await prepareTaiwanCatalogue()))
} catch (error) {
  if (!(error instanceof PaperFileError)) throw error
  process.stderr.write(`${error.message}\n`)
  process.exitCode = 1
}
