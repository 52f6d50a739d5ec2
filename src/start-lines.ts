import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import dayjs from 'dayjs'
import type { Client } from 'discord.js'
import { z } from 'zod'
import { PACKAGE_DIR } from './config.ts'
import type { Paper } from './papers/paper.ts'

/** The five lines that tell an operator what was started. `nextDue` in milliseconds since the epoch. */
export function startLines(facts: {
  dataDir: string
  shipped: readonly Paper[]
  client: Client<true>
  sandboxUrl: string | undefined
  nextDue: number | undefined
}): string[] {
  const count = (of: 'keyPoints' | 'questions') => facts.shipped.reduce((sum, paper) => sum + paper[of].length, 0)
  const servers = facts.client.guilds.cache.size
  return [
    `Yandu ${version()} on Node ${process.versions.node}`,
    `Data: ${facts.dataDir}`,
    `Library: ${facts.shipped.length} papers, ${count('keyPoints')} key points, ${count('questions')} questions`,
    facts.sandboxUrl
      ? `Sandbox: open ${facts.sandboxUrl} in your browser`
      : `Discord: logged in as ${facts.client.user.tag} in ${servers} ${servers === 1 ? 'server' : 'servers'}`,
    `Next daily post: ${facts.nextDue === undefined ? 'none scheduled (/daily set)' : dayjs(facts.nextDue).format('YYYY-MM-DD HH:mm Z')}`,
  ]
}

function version(): string {
  return z.object({ version: z.string() }).parse(JSON.parse(readFileSync(join(PACKAGE_DIR, 'package.json'), 'utf8')))
    .version
}
