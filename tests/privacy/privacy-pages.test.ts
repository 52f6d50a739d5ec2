import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { privacyNotes, storedMessage, termText } from '../../src/discord/privacy-card.ts'
import { loadTexts } from '../../src/discord/texts.ts'
import { TERMS } from '../../src/privacy/holding.ts'
import { text } from '../e2e/visible-text.ts'

const texts = await loadTexts()

describe.each([
  ['PRIVACY.md', 'en-US', ': ', 'README.md'],
  ['PRIVACY.zh-CN.md', 'zh-CN', '：', 'README.zh-CN.md'],
])('%s', (page, language, colon, readme) => {
  const lists = readFileSync(page, 'utf8')
    .split(/^## /m)
    .map((part) => part.split('\n').filter((line) => line.startsWith('- ')))

  it('says of each thing what /privacy show says, and for how long, and names nothing else', async () => {
    const reader = await texts.reader(language)
    const terms = TERMS.map((term) => termText(term, reader))
    expect(lists[1]).toEqual(terms.map(({ what, kept }) => `- **${what}**${colon}${kept}`))
    expect(lists[2]).toEqual(privacyNotes(reader).map((note) => `- ${note}`))
  })

  it('is what a member sees, whatever is stored', async () => {
    const reader = await texts.reader(language)
    const { embeds = [] } = storedMessage({ traces: [], unreadable: 0 }, reader)
    const seen = text({ content: '', embeds: [...embeds], components: [] })
    for (const { what, kept } of TERMS.map((term) => termText(term, reader))) {
      expect(seen).toContain(what)
      expect(seen).toContain(kept)
    }
    for (const note of privacyNotes(reader)) expect(seen).toContain(note)
    expect(seen).not.toMatch(/\{\{|\}\}/)
  })

  it('is linked from the read-me', () => {
    expect(readFileSync(readme, 'utf8')).toContain(`](${page})`)
  })
})
