import { describe, expect, it } from 'vitest'
import { answerProblems, HALL, setStage } from './stage.ts'

const stage = setStage()

const x = (length: number) => 'x'.repeat(length)
const many = <T>(count: number, make: (n: number) => T) => Array.from({ length: count }, (_, n) => make(n))
const button = (n: number, more: object = {}) => ({ type: 2, style: 1, custom_id: `b${n}`, label: 'L', ...more })
const row = (...components: object[]) => ({ type: 1, components })
const menu = (more: object = {}) => ({
  type: 3,
  custom_id: 'menu',
  options: [{ label: 'a', value: 'a' }],
  ...more,
})
const option = (n: number, more: object = {}) => ({ label: `l${n}`, value: `v${n}`, ...more })
const field = (more: object = {}) => ({ name: 'n', value: 'v', ...more })
const words = (length: number) => ({ type: 10, content: x(length) })
const LAYOUT = 1 << 15

async function post(body: object) {
  await stage.driver.advanceClock(5_001)
  return stage.bot.rest('POST', `/channels/${HALL}/messages`, body)
}

/** The codes of all errors of the tree. */
function codes(tree: unknown): string[] {
  if (Array.isArray(tree)) return tree.flatMap((one) => (typeof one?.code === 'string' ? [one.code] : []))
  if (typeof tree !== 'object' || tree === null) return []
  return Object.values(tree).flatMap(codes)
}

describe('a message just within its limits is taken', () => {
  const good: [string, object][] = [
    ['2000 characters', { content: x(2000) }],
    ['five rows of five buttons', { components: many(5, (r) => row(...many(5, (n) => button(r * 5 + n)))) }],
    ['a custom id of 100', { components: [row(button(0, { custom_id: x(100) }))] }],
    ['a label of 80', { components: [row(button(0, { label: x(80) }))] }],
    ['25 options', { components: [row(menu({ options: many(25, option) }))] }],
    ['ten embeds', { embeds: many(10, () => ({ title: 't' })) }],
    ['6000 characters in embeds', { embeds: [{ description: x(4096) }, { description: x(1904) }] }],
    ['25 fields', { embeds: [{ fields: many(25, () => field()) }] }],
    ['40 components', { flags: LAYOUT, components: [{ type: 17, components: many(39, () => words(1)) }] }],
    ['4000 characters of text', { flags: LAYOUT, components: [words(2000), words(2000)] }],
    ['an emoji as label', { components: [row(button(0, { label: undefined, emoji: { name: '📄' } }))] }],
  ]
  for (const [name, body] of good) {
    it(name, async () => {
      const answer = await post(body)
      expect(answer.body.errors).toBeUndefined()
      expect(answer.status).toBe(200)
    })
  }
})

describe('a message past a limit is refused with 50035', () => {
  const bad: [string, object, string][] = [
    ['2001 characters', { content: x(2001) }, 'BASE_TYPE_MAX_LENGTH'],
    ['content that is no text', { content: 5 }, 'STRING_TYPE_CONVERT'],
    ['a nonce of 26', { content: 'x', nonce: x(26) }, 'BASE_TYPE_MAX_LENGTH'],
    ['six rows', { components: many(6, (n) => row(button(n))) }, 'BASE_TYPE_MAX_LENGTH'],
    ['six buttons in a row', { components: [row(...many(6, button))] }, 'BASE_TYPE_BAD_LENGTH'],
    ['an empty row', { components: [row()] }, 'BASE_TYPE_BAD_LENGTH'],
    ['a menu beside a button', { components: [row(menu(), button(0))] }, 'COMPONENT_LAYOUT_WIDTH_EXCEEDED'],
    ['a custom id twice', { components: [row(button(0)), row(button(0))] }, 'COMPONENT_CUSTOM_ID_DUPLICATED'],
    ['a custom id of 101', { components: [row(button(0, { custom_id: x(101) }))] }, 'BASE_TYPE_BAD_LENGTH'],
    ['an empty custom id', { components: [row(button(0, { custom_id: '' }))] }, 'BASE_TYPE_BAD_LENGTH'],
    ['no custom id', { components: [row(button(0, { custom_id: undefined }))] }, 'BUTTON_COMPONENT_CUSTOM_ID_REQUIRED'],
    ['a label of 81', { components: [row(button(0, { label: x(81) }))] }, 'BASE_TYPE_MAX_LENGTH'],
    ['a bare button', { components: [row(button(0, { label: '' }))] }, 'BUTTON_COMPONENT_LABEL_OR_EMOJI_REQUIRED'],
    ['a link without url', { components: [row({ type: 2, style: 5, label: 'L' })] }, 'BUTTON_COMPONENT_URL_REQUIRED'],
    ['a link to nowhere', { components: [row({ type: 2, style: 5, label: 'L', url: 'x' })] }, 'URL_TYPE_INVALID_URL'],
    [
      'a script link',
      { components: [row({ type: 2, style: 5, label: 'L', url: 'javascript:1' })] },
      'URL_TYPE_INVALID_SCHEME',
    ],
    ['26 options', { components: [row(menu({ options: many(26, option) }))] }, 'BASE_TYPE_BAD_LENGTH'],
    ['no options', { components: [row(menu({ options: [] }))] }, 'BASE_TYPE_BAD_LENGTH'],
    [
      'an option of 101',
      { components: [row(menu({ options: [option(0, { label: x(101) })] }))] },
      'BASE_TYPE_BAD_LENGTH',
    ],
    [
      'a value of 101',
      { components: [row(menu({ options: [option(0, { value: x(101) })] }))] },
      'BASE_TYPE_BAD_LENGTH',
    ],
    [
      'a description of 101',
      { components: [row(menu({ options: [option(0, { description: x(101) })] }))] },
      'BASE_TYPE_MAX_LENGTH',
    ],
    [
      'a value twice',
      { components: [row(menu({ options: [option(0), option(0)] }))] },
      'SELECT_COMPONENT_OPTION_VALUE_DUPLICATED',
    ],
    ['a placeholder of 151', { components: [row(menu({ placeholder: x(151) }))] }, 'BASE_TYPE_MAX_LENGTH'],
    [
      'more choices than options',
      { components: [row(menu({ max_values: 2 }))] },
      'SELECT_COMPONENT_MAX_VALUES_OVER_OPTIONS',
    ],
    ['eleven embeds', { embeds: many(11, () => ({ title: 't' })) }, 'BASE_TYPE_MAX_LENGTH'],
    ['an empty embed', { embeds: [{}] }, 'BASE_TYPE_REQUIRED'],
    ['a title of 257', { embeds: [{ title: x(257) }] }, 'BASE_TYPE_MAX_LENGTH'],
    ['a description of 4097', { embeds: [{ description: x(4097) }] }, 'BASE_TYPE_MAX_LENGTH'],
    ['26 fields', { embeds: [{ fields: many(26, () => field()) }] }, 'BASE_TYPE_MAX_LENGTH'],
    ['a field name of 257', { embeds: [{ fields: [field({ name: x(257) })] }] }, 'BASE_TYPE_BAD_LENGTH'],
    ['a field value of 1025', { embeds: [{ fields: [field({ value: x(1025) })] }] }, 'BASE_TYPE_BAD_LENGTH'],
    ['an empty field value', { embeds: [{ fields: [field({ value: '' })] }] }, 'BASE_TYPE_BAD_LENGTH'],
    ['a footer of 2049', { embeds: [{ title: 't', footer: { text: x(2049) } }] }, 'BASE_TYPE_BAD_LENGTH'],
    ['an author of 257', { embeds: [{ title: 't', author: { name: x(257) } }] }, 'BASE_TYPE_BAD_LENGTH'],
    [
      '6001 characters in embeds',
      { embeds: [{ description: x(4096) }, { description: x(1905) }] },
      'MAX_EMBED_SIZE_EXCEEDED',
    ],
    ['a colour past white', { embeds: [{ title: 't', color: 0x1000000 }] }, 'NUMBER_TYPE_MAX'],
    ['a date that is none', { embeds: [{ title: 't', timestamp: 'soon' }] }, 'DATE_TIME_TYPE_PARSE'],
    ['text displays without the flag', { components: [words(1)] }, 'UNION_TYPE_CHOICES'],
    [
      '41 components',
      { flags: LAYOUT, components: [{ type: 17, components: many(40, () => words(1)) }] },
      'COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED',
    ],
    [
      '4001 characters of text',
      { flags: LAYOUT, components: [words(2000), words(2001)] },
      'COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED',
    ],
    [
      'content beside a layout',
      { flags: LAYOUT, content: 'x', components: [words(1)] },
      'MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2',
    ],
    [
      'embeds beside a layout',
      { flags: LAYOUT, embeds: [{ title: 't' }], components: [words(1)] },
      'MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2',
    ],
    ['an unknown attachment', { content: 'x', attachments: [{ id: '0' }] }, 'MESSAGE_ATTACHMENT_NOT_FOUND'],
  ]
  for (const [name, body, code] of bad) {
    it(name, async () => {
      const refused = await post(body)
      expect([refused.status, refused.body.code, codes(refused.body.errors)]).toEqual([
        400,
        50035,
        expect.arrayContaining([code]),
      ])
    })
  }

  it('names the place of each fault in a tree', async () => {
    const refused = await post({ content: x(2001), embeds: [{ title: 'ok' }, { title: x(257) }] })
    expect(refused.body).toMatchObject({
      code: 50035,
      message: 'Invalid Form Body',
      errors: {
        content: { _errors: [{ code: 'BASE_TYPE_MAX_LENGTH', message: 'Must be 2000 or fewer in length.' }] },
        embeds: { 1: { title: { _errors: [{ code: 'BASE_TYPE_MAX_LENGTH' }] } } },
      },
    })
  })

  it('holds for edits too', async () => {
    const made = await post({ content: 'x' })
    const path = `/channels/${HALL}/messages/${made.body.id}`
    expect((await stage.bot.rest('PATCH', path, { content: x(2001) })).body.code).toBe(50035)
    expect((await stage.bot.rest('PATCH', path, { components: many(6, (n) => row(button(n))) })).body.code).toBe(50035)
  })
})

describe('layout messages', () => {
  it('stay layout messages, and number their components', async () => {
    const made = await post({ flags: LAYOUT, components: [{ type: 17, components: [words(1), row(button(0))] }] })
    expect(made.body).toMatchObject({
      flags: LAYOUT,
      components: [{ id: 1, components: [{ id: 2 }, { id: 3, components: [{ id: 4 }] }] }],
    })
    const path = `/channels/${HALL}/messages/${made.body.id}`
    const edited = await stage.bot.rest('PATCH', path, { components: [words(3)] })
    expect(edited.body).toMatchObject({ flags: LAYOUT, components: [{ content: 'xxx' }] })
    expect((await stage.bot.rest('PATCH', path, { content: 'x' })).body.code).toBe(50035)
  })
})

describe('all answers of these tests', () => {
  it('are as Discord’s OpenAPI document says', async () => {
    expect(await answerProblems(stage)).toEqual([])
  })
})
