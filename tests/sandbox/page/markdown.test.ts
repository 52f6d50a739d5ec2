import { describe, expect, it } from 'vitest'
import { parseMarkdown } from '../../../src/sandbox/page/markdown/blocks.ts'
import { parseInline } from '../../../src/sandbox/page/markdown/inline.ts'
import type { Block, Inline } from '../../../src/sandbox/page/markdown/syntax.ts'

/** A tree in one line, to be compared by eye. */
function show(nodes: Inline[]): string {
  return nodes
    .map((node) => {
      if ('children' in node) return `${node.kind}(${show(node.children)})`
      if (node.kind === 'text') return node.text
      if (node.kind === 'code') return `code(${node.text})`
      if (node.kind === 'mention') return `${node.target}#${node.id}`
      if (node.kind === 'time') return `time(${node.unixSeconds}:${node.style})`
      if (node.kind === 'break') return '⏎'
      return `${node.kind}(${node.name})`
    })
    .join('')
}

function showBlock(block: Block): string {
  switch (block.kind) {
    case 'fence':
      return `fence[${block.language}](${block.text})`
    case 'quote':
      return `quote(${block.blocks.map(showBlock).join(' / ')})`
    case 'list':
      return `${block.start === undefined ? 'ul' : `ol${block.start}`}(${block.items
        .map((item) => show(item.children) + item.nested.map(showBlock).join(''))
        .join(', ')})`
    case 'heading':
      return `h${block.level}(${show(block.children)})`
    default:
      return `${block.kind === 'paragraph' ? 'p' : block.kind}(${show(block.children)})`
  }
}

describe('inline marks', () => {
  it.each([
    ['**粗**与*斜*', 'bold(粗)与italic(斜)'],
    ['***粗斜***', 'bold(italic(粗斜))'],
    ['__下划__ _斜_ snake_case_name', 'underline(下划) italic(斜) snake_case_name'],
    ['~~删~~ ||剧**透**||', 'strike(删) spoiler(剧bold(透))'],
    ['`a *b*` ``c`d``', 'code(a *b*) code(c`d)'],
    ['\\*不斜\\* 2 * 3 * 4', '*不斜* 2 * 3 * 4'],
    ['**未完', '**未完'],
    ['[标题](https://a.b/c "t")', 'link(标题)'],
    ['见 https://a.b/c_d，后面', '见 link(https://a.b/c_d)，后面'],
    ['（https://a.b/c）', '（link(https://a.b/c)）'],
    ['see https://a.b/c. <https://x.y>', 'see link(https://a.b/c). link(https://x.y)'],
    ['[x](javascript:alert(1))', '[x](javascript:alert(1))'],
    ['<@1> <@!2> <@&3> <#4>', 'user#1 user#2 role#3 channel#4'],
    ['@everyone @here', 'everyone(everyone) everyone(here)'],
    ['</daily set:12>', 'command(daily set)'],
    ['<t:1700000000> <t:1700000000:R>', 'time(1700000000:f) time(1700000000:R)'],
    ['<:name:123456789012345678>', 'emoji(name)'],
    ['一\n二', '一⏎二'],
  ])('%s', (source, tree) => {
    expect(show(parseInline(source))).toBe(tree)
  })

  it('takes long hostile text in one go', () => {
    for (const mark of ['*', '_', '**', '~~', '||', '`', '[', '<', '\\', '*a ', '_a ', '**a*'])
      expect(() => parseInline(mark.repeat(2000))).not.toThrow()
  })
})

describe('blocks', () => {
  it.each([
    ['# 大\n## 中\n### 小\n#### 不是', 'h1(大) h2(中) h3(小) p(#### 不是)'],
    ['-# 小字', 'subtext(小字)'],
    ['> 一\n> 二\n三', 'quote(p(一⏎二)) p(三)'],
    ['前\n>>> 一\n二', 'p(前) quote(p(一⏎二))'],
    ['- 甲\n- 乙\n  - 丙\n1. 一\n2. 二', 'ul(甲, 乙ul(丙)) ol1(一, 二)'],
    ['3. 三\n4. 四', 'ol3(三, 四)'],
    ['```js\nconst *a*\n```\n后', 'fence[js](const *a*) p(后)'],
    ['```abc```', 'fence[](abc)'],
    ['一\n\n二', 'p(一⏎⏎二)'],
    ['', ''],
  ])('%s', (source, tree) => {
    expect(parseMarkdown(source).map(showBlock).join(' ')).toBe(tree)
  })
})
