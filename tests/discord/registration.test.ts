import { describe, expect, it } from 'vitest'
import { commands } from '../../commands/index.ts'
import { registrationOf } from '../../src/discord/registration.ts'
import { loadTexts } from '../../src/discord/texts.ts'

const body = registrationOf(commands, await loadTexts())

describe('the registration', () => {
  it.each(body.map((command) => [command.name, command] as const))(
    '/%s has its words in every language, within Discord’s limits',
    (_, command) => {
      const nodes = nodesOf(command)
      for (const node of nodes) {
        expect(node.name).toMatch(/^[a-z]{1,32}$/)
        for (const locale of ['zh-CN', 'zh-TW'] as const) {
          expect(node.name_localizations?.[locale]).toMatch(/^[-_'\p{L}\p{N}]{1,32}$/u)
          expect(node.description_localizations?.[locale]?.length).toBeLessThanOrEqual(100)
        }
        expect(node.description.length).toBeLessThanOrEqual(100)
      }
      expect(nodes.reduce((sum, node) => sum + node.name.length + node.description.length, 0)).toBeLessThanOrEqual(
        8_000,
      )
    },
  )

  it('offers the moderators’ commands only to those with Manage Server', () => {
    expect(
      body.filter((command) => command.default_member_permissions === '32').map((command) => command.name),
    ).toEqual(['daily', 'paper', 'settings'])
  })
})

interface Node {
  name: string
  description: string
  name_localizations?: Record<string, string | null | undefined> | null | undefined
  description_localizations?: Record<string, string | null | undefined> | null | undefined
  options?: unknown
}

function nodesOf(node: Node): Node[] {
  const options = Array.isArray(node.options) ? (node.options as Node[]) : [] // options of options have the same words
  return [node, ...options.flatMap(nodesOf)]
}
