import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'

/**
 * A fresh folder that goes with this process. It lies in the checkout and not in the system's folder for temporary
 * files, which is often memory: nothing would be learned there about what durability costs.
 */
export function makeWorkFolder(): string {
  const parent = join(process.cwd(), 'node_modules', '.cache')
  mkdirSync(parent, { recursive: true })
  const folder = mkdtempSync(join(parent, 'bench-data-'))
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }))
  return folder
}
