import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { customId, customIdFits, parseCustomId } from '../../src/discord/custom-id.ts'

describe('a custom id', () => {
  it('gives back what was put in, whatever the text', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary', maxLength: 20 }), { maxLength: 3 }), (args) => {
        fc.pre(customIdFits('lookup', 'page', ...args))
        expect(parseCustomId(customId('lookup', 'page', ...args))).toEqual({ command: 'lookup', action: 'page', args })
      }),
    )
  })

  it('is refused when Discord would not take it', () => {
    expect(customIdFits('lookup', 'page', '字'.repeat(100))).toBe(false)
    expect(() => customId('lookup', 'page', '字'.repeat(100))).toThrow(RangeError)
  })

  it.each(['', 'x', '0:lookup:page', '2:lookup:page:1', '1:lookup', '1::page'])(
    'of another version or of somebody else is nobody’s: %j',
    (id) => {
      expect(parseCustomId(id)).toBeUndefined()
    },
  )
})
