// Words by which a question is asked rather than what it asks about. As whole words only: 碳中和 keeps its 和.
const ASKING = new Set(
  (
    '的 了 是 和 与 及 跟 同 或 而 也 都 就 才 还 又 很 最 更 再 在 被 把 让 使 对 给 向 从 到 由 以 用 按 为 于 之 其 所 这 那 它 他 她 我 你 您 们 我们 你们 他们 它们 大家 自己 ' +
    '吗 呢 吧 啊 呀 嘛 么 什么 怎么 怎样 如何 为何 为什么 为啥 啥 哪 哪些 哪个 哪几 哪里 哪儿 哪种 几 几个 多少 多大 谁 何 何时 什么时候 怎么办 怎么样 咋 咋样 是否 能否 可否 是不是 有没有 会不会 能不能 要不要 可不可以 ' +
    '请 请问 想 想要 知道 告诉 解释 说明 介绍 一下 看看 查 找 找一下 帮 帮我 说 讲 讲讲 说说 提到 提出 关于 有关 相关 方面 问题 意思 内容 部分 文章 论文 文中 作者 里 里面 中 上 下 内 时 后 前 ' +
    '有 没有 没 不 会 能 能够 可以 可能 应该 应 该 要 需要 必须 得 做 做到 进行 成为 起来 出来 下去 过 着 地 一 一个 一种 一些 这个 这些 那个 那些 这种 这样 那样 通过 因为 所以 如果 虽然 但是 并 并且 以及 等 等等 来 去 做法 办法 哪方面 到底 究竟 究 竟'
  ).split(' '),
)

// Words that most questions have and hardly any answer repeats.
const GENERAL = new Set(
  (
    '关系 之间 相互 先 起 起到 解决 重视 处理 包括 包含 面临 带来 好处 坏处 优点 缺点 作用 影响 方法 措施 途径 原因 结果 目的 重要 重要性 关键 主要 具体 有效 有用 有利 不利 ' +
    '面对 应对 产生 存在 属于 具有 拥有 使用 采用 利用 运用 应用 搞 弄 干 开展 实施 实行 落实 不敢 不想 不愿 不愿意 难以 不能 不要 不应该 别人 淘汰 帮助 支持 ' +
    '提高 提升 降低 减少 增加 加强 推动 促进 区别 不同 差别 联系 情况 例子 案例 举例 哪方 觉得 认为 看法 观点 建议 变化 改变 变成 突破 推广 保护 避免 防止 导致 造成'
  ).split(' '),
)

const QUANTITIES = new Set('一两几好多少大些点次年回半') // 一大, 好几, 多年: how much of it, not what

/** Whether a word says little about what is asked for. */
export function isGeneralWord(word: string): boolean {
  return GENERAL.has(word) || (word.length > 1 && [...word].every((character) => QUANTITIES.has(character)))
}

/** Whether a word only helps to ask. */
export function isAskingWord(word: string): boolean {
  return ASKING.has(word) || (word.length > 1 && [...word].every((character) => ASKING.has(character)))
}

let segmenter: Intl.Segmenter | undefined
const segmented = new Map<string, readonly string[]>() // a query is cut once for each of its readings, and pairs come again and again
const MAX_SEGMENTED = 10_000
const MAX_SEGMENTED_CHARACTERS = 32

/** The words of a run of Han characters, in order and without gaps. */
export function wordsOf(run: string): readonly string[] {
  const known = segmented.get(run)
  if (known) return known
  segmenter ??= new Intl.Segmenter('zh', { granularity: 'word' })
  const words = Array.from(segmenter.segment(run), ({ segment }) => segment)
  if (segmented.size === MAX_SEGMENTED) segmented.clear()
  if (run.length <= MAX_SEGMENTED_CHARACTERS) segmented.set(run, words)
  return words
}
