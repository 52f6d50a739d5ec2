import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { CHOICE_LETTERS, type Paper, termOf } from '../../src/papers/paper.ts'
import { readPaperFiles } from '../../src/papers/paper-file.ts'

const papers = await readPaperFiles('data/papers')
const SOURCES = '../shared/papers'

describe('the shipped library', () => {
  it('holds the six articles', () => {
    expect(papers.map((paper) => `${paper.id} ${paper.authors.join('、')}`)).toEqual([
      '000 ',
      '001 牛媛媛',
      '002 曹红',
      '003a 王永贵',
      '003b 李爱轩',
      '004 刘宇、李洁净、宋秀丽',
    ])
  })

  describe.each(papers.map((paper) => [paper.id, paper] as const))('%s', (_, paper) => {
    it('has at least 30 key points, and covers every section', () => {
      expect(paper.keyPoints.length).toBeGreaterThanOrEqual(30)
      const covered = (id: string) =>
        paper.keyPoints.some((point) => point.section === id || point.section.startsWith(`${id}.`))
      expect(paper.sections.filter((section) => !covered(section.id))).toEqual([])
    })

    it('has an outline without holes: every section has its parent', () => {
      const ids = new Set(paper.sections.map((section) => section.id))
      expect(paper.sections.filter(({ id }) => id.includes('.') && !ids.has(id.slice(0, id.lastIndexOf('.'))))).toEqual(
        [],
      )
    })

    it('shows every key point under a term of its own', () => {
      const terms = paper.keyPoints.map(termOf)
      expect(terms.filter((term, index) => terms.indexOf(term) !== index)).toEqual([])
    })

    it('summarises in four to eight sentences', () => {
      expect(paper.summary.zh.split(/[。！？]/u).filter(Boolean).length).toBeGreaterThanOrEqual(4)
      expect(paper.summary.zh.split(/[。！？]/u).filter(Boolean).length).toBeLessThanOrEqual(8)
    })

    it('asks questions whose right answer neither place nor length gives away', () => {
      const choices = paper.questions.filter((question) => question.kind === 'single-choice')
      for (const letter of CHOICE_LETTERS)
        expect(choices.filter((question) => question.answer === letter).length / choices.length).toBeLessThan(0.36)
      const longest = choices.filter((question) => {
        const right = question.choices[CHOICE_LETTERS.indexOf(question.answer)]?.zh.length ?? 0
        return question.choices.filter(({ zh }) => zh.length >= right).length === 1
      })
      expect(longest.length / choices.length).toBeLessThanOrEqual(0.35)
    })

    it('asks questions with four different choices', () => {
      for (const question of paper.questions)
        if (question.kind === 'single-choice')
          expect(new Set(question.choices.map(({ zh }) => zh)).size, question.id).toBe(CHOICE_LETTERS.length)
    })
  })

  it('has every figure and every named list of the papers', () => {
    const text = (id: string) =>
      papers
        .find((paper) => paper.id === id)
        ?.keyPoints.map((point) => point.text)
        .join('\n') ?? ''
    const figures: [string, RegExp[]][] = [
      ['000', [/元宇宙、脑机接口、量子信息、新型储能/]],
      ['001', [/5G/]],
      [
        '002',
        [
          /近\s?80%/,
          /35%/,
          /2025/,
          /技术升级改造、数字化改造、节能改造(和|、)环保改造/,
          /精钢云/,
          /神州数码/,
          /美团点评/,
          /字节跳动/,
        ],
      ],
      [
        '003a',
        [
          /超过\s?80%/,
          /11万亿/,
          /50万亿/,
          /元宇宙、脑机接口、量子信息、人形机器人、生成式人工智能、生物制造、未来显示、未来网络、新型储能/,
          /新一代信息技术、新能源、新材料、高端装备、新能源汽车、绿色环保、民用航空、船舶与海洋工程装备/,
          /氢能、储能、生物制造/,
        ],
      ],
      ['003b', [/东数西算/, /高端芯片、工业软件、操作系统/]],
      ['004', [/EaaS/, /AIoT/, /3D ?打印/, /Cobot/]],
    ]
    for (const [id, patterns] of figures)
      for (const pattern of patterns) expect(text(id), `${id} ${pattern}`).toMatch(pattern)
  })

  it.skipIf(!existsSync(SOURCES))(
    'copies no sentence of the texts it was written from (checked where they are at hand)',
    () => {
      const source = squeezed(
        readdirSync(SOURCES)
          .map((name) => readFileSync(join(SOURCES, name), 'utf8'))
          .join('\n'),
      )
      const copied = papers.flatMap((paper) =>
        textsOf(paper).flatMap((text) => copiedRuns(text, source).map((run) => `${paper.id}: ${run}`)),
      )
      expect(copied).toEqual([])
    },
  )
})

const MAX_COPIED_CHARACTERS = 24 // longer than any term or title; lists are compared item by item

function textsOf(paper: Paper): string[] {
  return [
    paper.tldr.zh,
    paper.summary.zh,
    ...paper.sections.map((section) => section.summary.zh),
    ...paper.keyPoints.map((point) => point.text),
    ...paper.questions.flatMap((question) => [question.prompt.zh, question.explanation.zh]),
  ]
}

/** Runs of a text that stand in the source word for word, named lists and quotations apart. */
function copiedRuns(text: string, source: string): string[] {
  return text.split(/[、《》“”「」=＝+×（）]/u).flatMap((part) => {
    const plain = squeezed(part)
    for (let at = 0; at + MAX_COPIED_CHARACTERS <= plain.length; at++)
      if (source.includes(plain.slice(at, at + MAX_COPIED_CHARACTERS)))
        return [plain.slice(at, at + MAX_COPIED_CHARACTERS)]
    return []
  })
}

function squeezed(text: string): string {
  return text.replace(/[\s\p{P}\p{S}]+/gu, '')
}
