import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { describe, expect, it } from 'vitest'

/** Which folders each folder may import from, besides itself. */
const ARROWS: Readonly<Record<string, readonly string[]>> = {
  commands: [
    'src/discord',
    'src/live',
    'src/privacy',
    'src/leaderboard',
    'src/daily',
    'src/quiz',
    'src/papers',
    'src/lookup',
    'src/store',
  ],
  'src/discord': [
    'src/live',
    'src/privacy',
    'src/leaderboard',
    'src/daily',
    'src/quiz',
    'src/papers',
    'src/lookup',
    'src/store',
  ],
  'src/privacy': ['src/live', 'src/daily', 'src/quiz', 'src/papers', 'src/store'],
  'src/live': ['src/leaderboard', 'src/daily', 'src/quiz', 'src/store'],
  'src/leaderboard': ['src/daily', 'src/quiz', 'src/store'],
  'src/daily': ['src/quiz', 'src/papers', 'src/lookup', 'src/store'],
  'src/quiz': ['src/papers', 'src/lookup', 'src/store'],
  'src/papers': ['src/lookup', 'src/store'],
  'src/lookup': ['src/store'],
  'src/store': [],
  'src/sandbox': [],
}
const RULES = [
  'src/live',
  'src/privacy',
  'src/leaderboard',
  'src/daily',
  'src/quiz',
  'src/papers',
  'src/lookup',
  'src/store',
]

const files = ['src', 'commands'].flatMap((folder) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => join(folder, name)),
)
const imports = files.flatMap((file) => importsOf(file).map((target) => ({ file, target })))

describe('the arrows between folders', () => {
  it.each(Object.keys(ARROWS))('%s imports only what it may', (folder) => {
    const allowed = [folder, ...(ARROWS[folder] ?? [])]
    const forbidden = imports.filter(
      ({ file, target }) =>
        file.startsWith(`${folder}/`) &&
        target.startsWith('.') &&
        !allowed.some((one) => resolved(file, target).startsWith(`${one}/`)),
    )
    expect(forbidden).toEqual([])
  })

  it('no rule names Discord’s libraries', () => {
    const named = imports.filter(
      ({ file, target }) => RULES.some((rule) => file.startsWith(`${rule}/`)) && /^(discord|@discordjs)/.test(target),
    )
    expect(named).toEqual([])
  })

  it('the sandbox is loaded by main.ts alone, and only when it is needed', () => {
    const loading = imports.filter(({ file, target }) => !file.startsWith('src/sandbox/') && /sandbox/.test(target))
    expect(loading.map(({ file }) => file)).toEqual(['src/main.ts'])
    expect(readFileSync('src/main.ts', 'utf8')).not.toMatch(/from '\.\/sandbox/)
  })

  it('no file imports itself through others', () => {
    const graph = new Map(
      files.map((file) => [
        file,
        imports
          .filter((one) => one.file === file && one.target.startsWith('.'))
          .map((one) => resolved(file, one.target)),
      ]),
    )
    expect(cycleIn(graph)).toBeUndefined()
  })
})

function importsOf(file: string): string[] {
  return [...readFileSync(file, 'utf8').matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g)].map((match) => match[1] ?? '')
}

function resolved(file: string, target: string): string {
  return normalize(join(dirname(file), target))
}

function cycleIn(graph: ReadonlyMap<string, readonly string[]>): string[] | undefined {
  const done = new Set<string>()
  const visit = (file: string, path: readonly string[]): string[] | undefined => {
    if (path.includes(file)) return [...path.slice(path.indexOf(file)), file]
    if (done.has(file)) return undefined
    for (const next of graph.get(file) ?? []) {
      const cycle = visit(next, [...path, file])
      if (cycle) return cycle
    }
    done.add(file)
    return undefined
  }
  for (const file of graph.keys()) {
    const cycle = visit(file, [])
    if (cycle) return cycle
  }
  return undefined
}
