import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'
import { compilePaperFiles } from '../../src/papers/paper-file.ts'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const ENTRY = 'tests/faults/mortal-bot.ts'
const PAPER = '003b.yaml' // the shortest; a bot with one paper has less to prepare
/** They ask where their own files are. */
const UNBUNDLED = ['pino', 'write-file-atomic']
/** Optional packages that are not installed. */
const MISSING = ['zlib-sync', 'bufferutil', 'utf-8-validate', 'erlpack']

let built: Promise<string> | undefined

/**
 * Bundles the bot that is to be killed with its packages, beside a library of one paper: it starts hundreds of
 * times, and does so in half the time. Resolves with the script.
 */
export function quickBot(): Promise<string> {
  built ??= buildBot()
  return built
}

async function buildBot(): Promise<string> {
  const cache = join(ROOT, 'node_modules', '.cache')
  mkdirSync(cache, { recursive: true })
  const folder = mkdtempSync(join(cache, 'faults-'))
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }))
  // The bot looks for its papers beside the nearest package.json.
  cpSync(join(ROOT, 'package.json'), join(folder, 'package.json'))
  cpSync(join(ROOT, 'data/lookup'), join(folder, 'data/lookup'), { recursive: true })
  cpSync(join(ROOT, 'data/papers', PAPER), join(folder, 'data/papers', PAPER))
  const outDir = join(folder, 'dist')
  await build({
    root: ROOT,
    configFile: false,
    logLevel: 'error',
    ssr: { noExternal: true, external: UNBUNDLED },
    build: { ssr: ENTRY, outDir, sourcemap: true, target: 'node20', rolldownOptions: { external: MISSING } },
  })
  writeFileSync(join(outDir, 'library.json'), JSON.stringify(await compilePaperFiles(join(folder, 'data/papers'))))
  return join(outDir, 'mortal-bot.js')
}
