import { copyFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { compilePaperFiles, PaperFileError, readPaperFiles } from '../../src/papers/paper-file.ts'
import { parsePaper } from '../../src/papers/parse-paper.ts'

const source = await readFile('data/papers/004.yaml', 'utf8')

function faultsOf(changed: string): readonly string[] {
  const parsed = parsePaper(changed, '004.yaml')
  return 'faults' in parsed ? parsed.faults : []
}

function lineOf(text: string, wanted: string): number {
  return text.slice(0, text.indexOf(wanted)).split('\n').length
}

describe('a paper file that is not as it should be', () => {
  it.each([
    ['YAML that cannot be parsed', (text: string) => text.replace('keyPoints:', 'keyPoints: ['), /^004\.yaml:\d+: /],
    [
      'a kind of key point that there is not',
      (text: string) => text.replace('kind: definition', 'kind: opinion'),
      /keyPoints\[\d+\]\.kind: /,
    ],
    [
      'a key point in a section that there is not',
      (text: string) => text.replace(/section: "?1\.1"?$/m, 'section: "9.9"'),
      /keyPoints\[\d+\]\.section: expected the id of a section, got "9\.9"/,
    ],
    [
      'a question about a key point that there is not',
      (text: string) => text.replace(/keyPoint: [\w-]+/, 'keyPoint: nothing'),
      /questions\[\d+\]\.keyPoint: expected the id of a key point, got "nothing"/,
    ],
    [
      'an answer that is no letter',
      (text: string) => text.replace(/answer: [ABCD]/, 'answer: E'),
      /questions\[\d+\]\.answer: /,
    ],
    [
      'a prompt that does not fit a post',
      (text: string) => text.replace(/(prompt:\s+zh: )/, `$1${'长'.repeat(401)}`),
      /questions\[\d+\]\.prompt\.zh: expected at most 400 characters as shown, got \d+/,
    ],
    ['a key that nobody knows', (text: string) => text.replace('language:', 'langauge: zh\nlanguage:'), /langauge/],
    [
      'an id that comes twice',
      (text: string) => text.replace(/(sections:\n\s+- id: )"[^"]+"/, '$1"1"'),
      /sections\[\d+\]\.id: expected a unique id, got "1" again/,
    ],
  ])('%s is named', (_, change, expected) => {
    const changed = change(source)
    expect(changed).not.toBe(source)
    expect(faultsOf(changed).join('\n')).toMatch(expected)
  })

  it('is named with the line of the fault', () => {
    const changed = source.replace('kind: definition', 'kind: opinion')
    expect(faultsOf(changed)[0]).toContain(`004.yaml:${lineOf(changed, 'kind: opinion')}: `)
  })
})

describe('a folder of papers', () => {
  let folder: string
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'yandu-papers-'))
  })
  afterEach(() => rm(folder, { recursive: true }))

  it('without papers is refused', async () => {
    await expect(readPaperFiles(folder)).rejects.toThrow(PaperFileError)
  })

  it('with a file whose name is not its id is refused', async () => {
    await copyFile('data/papers/004.yaml', join(folder, '005.yaml'))
    await expect(readPaperFiles(folder)).rejects.toThrow(
      /005\.yaml:1: id: expected "005" as the file is named, got "004"/,
    )
  })

  it('names the faults of all files together', async () => {
    await writeFile(join(folder, 'a.yaml'), 'id: a')
    await writeFile(join(folder, 'b.yaml'), 'id: b')
    await expect(readPaperFiles(folder)).rejects.toThrow(/a\.yaml[\s\S]*b\.yaml/)
  })

  it('reads the same from what the build compiled, and sees a file that changed since', async () => {
    await copyFile('data/papers/004.yaml', join(folder, '004.yaml'))
    const compiled = await compilePaperFiles(folder)
    expect(await readPaperFiles(folder, JSON.parse(JSON.stringify(compiled)))).toEqual(await readPaperFiles(folder))
    await writeFile(
      join(folder, '004.yaml'),
      source.replace(/doi: .*\n/, '').replace('language: zh-CN', 'language: zh'),
    )
    expect((await readPaperFiles(folder, compiled))[0]?.language).toBe('zh')
  })
})
