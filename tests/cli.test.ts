import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { describe, expect, it } from 'vitest'
import { outputOf, spawnTs } from './spawn.ts'

describe('yandu papers --json', () => {
  it('prints an array of papers with key points and questions', async () => {
    const papers = JSON.parse(await outputOf(await spawnTs('src/cli.ts', ['papers', '--json'])))
    expect(papers).toHaveLength(6)
    for (const paper of papers) {
      expect(paper.keyPoints.length).toBeGreaterThanOrEqual(30)
      expect(paper.questions.length).toBeGreaterThanOrEqual(10)
    }
  })
})

describe('yandu lookup --json', () => {
  it('answers each line at once with one line: a JSON array of results', async () => {
    const child = await spawnTs('src/cli.ts', ['lookup', '--json'])
    const lines = createInterface({ input: child.stdout ?? process.stdin })[Symbol.asyncIterator]()
    const ask = async (line: string) => {
      child.stdin?.write(`${line}\n`)
      return JSON.parse((await lines.next()).value)
    }
    const results = await ask('数字孪生')
    expect(results[0]).toMatchObject({
      id: '004/digital-twin',
      paper: '004',
      authors: ['刘宇', '李洁净', '宋秀丽'],
      title: '数字孪生',
      score: expect.any(Number),
    })
    expect(await ask('{"q":"人才","limit":2}')).toHaveLength(2)
    expect((await ask('{"q":"人才","paper":"001"}')).every((result: { paper: string }) => result.paper === '001')).toBe(
      true,
    )
    expect(await ask('{not json')).toEqual(expect.any(Array))
    expect(await ask('')).toEqual([])
    child.stdin?.end()
    await once(child, 'close')
  })
})

describe('yandu with anything else', () => {
  it('says how it is used', async () => {
    await expect(spawnTs('src/cli.ts', ['dance']).then(outputOf)).rejects.toThrow(/ended with 2: Usage: yandu/)
    await expect(spawnTs('src/cli.ts', ['--dance']).then(outputOf)).rejects.toThrow(/ended with 2: .*Usage: yandu/s)
  })
})
