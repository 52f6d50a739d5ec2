import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'

const ROOT = fileURLToPath(new URL('..', import.meta.url))

/** Bundles of this process, by source file. */
const bundles = new Map<string, Promise<string>>()

/**
 * Runs a TypeScript file in a Node process of its own, for tests that kill it or need a second process. Node 20 cannot
 * read types, so vite bundles the file with what it imports from us; packages are left to be imported.
 * `file` is relative to the root of the repository. stdout and stderr are pipes unless `options.stdio` says otherwise.
 */
export async function spawnTs(
  file: string,
  args: readonly string[],
  options: SpawnOptions = {},
): Promise<ChildProcess> {
  const bundle = bundles.get(file) ?? bundleTs(file)
  bundles.set(file, bundle)
  return spawn(process.execPath, ['--enable-source-maps', await bundle, ...args], { cwd: ROOT, ...options })
}

/** What a process printed, once it has ended; rejects, with what it printed on stderr, unless it ended with 0. */
export async function outputOf(child: ChildProcess): Promise<string> {
  let output = ''
  let errors = ''
  child.stdout?.on('data', (part) => {
    output += String(part)
  })
  child.stderr?.on('data', (part) => {
    errors += String(part)
  })
  const end = await new Promise((resolve) => child.once('close', (code, signal) => resolve(code ?? signal)))
  if (end !== 0) throw new Error(`the process ended with ${String(end)}: ${errors}`)
  return output
}

async function bundleTs(file: string): Promise<string> {
  // Below node_modules, so that the bundle finds the packages it imports.
  const cache = join(ROOT, 'node_modules', '.cache')
  mkdirSync(cache, { recursive: true })
  const outDir = mkdtempSync(join(cache, 'spawn-'))
  process.on('exit', () => rmSync(outDir, { recursive: true, force: true }))
  await build({
    root: ROOT,
    configFile: false,
    logLevel: 'error',
    build: { ssr: file, outDir, emptyOutDir: false, sourcemap: true, target: 'node20' },
  })
  return join(outDir, basename(file).replace(/\.ts$/, '.js'))
}
