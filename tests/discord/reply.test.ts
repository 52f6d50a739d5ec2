import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { mark } from '../../src/discord/lookup-card.ts'
import { clip, escapeText, toPayload } from '../../src/discord/reply.ts'

describe('clip', () => {
  it.each([
    ['short', 5, 'short'],
    ['longer', 5, 'long…'],
    ['字字字', 2, '字…'],
    ['a😀b', 3, 'a…'],
  ])('%j to %i units is %j', (text, max, expected) => {
    expect(clip(text, max)).toBe(expected)
  })
})

describe('text from people', () => {
  it.each([
    '@everyone',
    '@here',
    '<@123456789012345678>',
    '<@&123456789012345678>',
    '<#123456789012345678>',
    '<t:1700000000:R>',
  ])('%s mentions nobody and nothing', (text) => {
    expect(escapeText(text)).not.toMatch(/(?<!\\)<[@#t]|@everyone|@here/)
  })

  it.each([
    '**bold**',
    '`code`',
    '||spoiler||',
    '# heading',
    '- item',
    '1. item',
    '[a](https://example.com)',
    '> quote',
    '-# small',
  ])('%s stays as it is typed', (text) => {
    const escaped = escapeText(text)
    expect(escaped).not.toBe(text)
    expect(escaped.replace(/\\/g, '')).toBe(text)
  })

  it('is escaped the same whether or not a later line needs it', () => {
    const part = fc.constantFrom(
      ' ',
      '\n',
      '\r',
      '-',
      '#',
      '1.',
      '*',
      '>',
      '<',
      '@',
      'a',
      '字',
      '_',
      '~~',
      '[a](b)',
      '\u0000',
    )
    fc.assert(
      fc.property(fc.array(part), (parts) => {
        const text = parts.join('')
        expect(escapeText(`${text}\n*`)).toBe(`${escapeText(text)}\n\\*`)
      }),
    )
  })

  it('loses control characters, and keeps its lines', () => {
    expect(escapeText('a\u0000b\nc\u001b')).toBe('ab\nc')
  })
})

describe('text that would be something else', () => {
  it.each([
    ['[a](https://ok) [b](https://evil)', '\\[a\\]\\(https://ok\\) \\[b\\]\\(https://evil\\)'],
    ['******x******', '\\*\\*\\*\\*\\*\\*x\\*\\*\\*\\*\\*\\*'],
    ['abc\u202edcba', 'abcdcba'],
    ['a\ud800b', 'a\ufffdb'],
  ])('%j is only text', (text, escaped) => {
    expect(escapeText(text)).toBe(escaped)
  })
})

describe('a payload', () => {
  it('keeps all embeds together within 6,000 characters', () => {
    const { embeds } = toPayload({
      embeds: [{ description: '文'.repeat(4_000) }, { title: '题', description: '文'.repeat(4_000) }],
    })
    expect(embeds.map((embed) => embed.description?.length)).toEqual([4_000, 1_999])
  })

  it('is within Discord’s limits and pings nobody', () => {
    const { content, embeds, allowedMentions } = toPayload({
      content: '字'.repeat(3_000),
      embeds: [{ title: '题'.repeat(300), description: '文'.repeat(5_000) }],
    })
    expect(content).toHaveLength(2_000)
    expect(embeds[0]?.title).toHaveLength(256)
    expect(embeds[0]?.description).toHaveLength(4_096)
    expect(allowedMentions).toEqual({ parse: [] })
  })
})

describe('marking what matched', () => {
  const same = (text: string) => text
  it.each([
    ['数字孪生技术', ['数字孪生'], '**数字孪生**技术'],
    ['数字孪生', ['数字', '孪生'], '**数字孪生**'],
    ['AIoT and aiot', ['AIoT'], '**AIoT** and **aiot**'],
    ['a*b', ['b'], 'a\\***b**'],
    ['没有', ['别的'], '没有'],
  ])('%j with %j is %j', (text, words, expected) => {
    expect(mark(text, words, same)).toBe(expected)
  })
})
