import type { LookupAnswer, LookupResult } from '../lookup/lookup.ts'
import type { Message } from './command.ts'
import { button, menu, type Row, row } from './controls.ts'
import { customId } from './custom-id.ts'
import { type LookupReader, lookupCard, placeText, shortTitle } from './lookup-card.ts'
import { RESULTS_PER_PAGE, type Wish, wishId } from './lookup-wish.ts'
import { escapeText } from './reply.ts'
import type { Reader } from './texts.ts'

export const MAX_SUGGESTIONS = 5 // one row of buttons

/** One page of results with the ways on: one in full, more, only this paper, to the channel. */
export function resultsMessage(answer: LookupAnswer, wish: Wish, to: LookupReader): Message {
  const shown = answer.results.slice(wish.first, wish.first + RESULTS_PER_PAGE)
  const buttons = [
    ...(wish.first > 0 ? [pageButton('←', { ...wish, first: Math.max(0, wish.first - RESULTS_PER_PAGE) })] : []),
    ...(wish.first + RESULTS_PER_PAGE < answer.results.length
      ? [pageButton(to.reader.t('lookup.more'), { ...wish, first: wish.first + RESULTS_PER_PAGE })]
      : []),
    ...narrowerOrWider(answer, wish, to),
    shareButton(wish, to.reader),
  ].flatMap((one) => one ?? [])
  return {
    embeds: [lookupCard(answer, wish, to)],
    components: [
      ...(shown.length > 0 ? [openRow(shown, wish.first, to.reader)] : []),
      ...(buttons.length > 0 ? [row(...buttons)] : []),
    ],
  }
}

/** What to try when nothing was found: what may have been meant, or else what the library speaks of at all. */
export function nothingMessage(
  { suggestions }: LookupAnswer,
  leading: readonly string[],
  wish: Wish,
  to: LookupReader,
): Message {
  const { reader } = to
  const query = escapeText(wish.query)
  const place = placeText(wish, to)
  const first = place ? reader.t('lookup.nothingInPaper', { query, place }) : reader.t('lookup.nothing', { query })
  const isGuess = suggestions.length > 0
  const tries = (isGuess ? suggestions : leading)
    .flatMap((term) => pageButton(reader.chinese(term), { ...wish, query: term, first: 0 }) ?? [])
    .slice(0, MAX_SUGGESTIONS)
  const wider = place ? pageButton(reader.t('lookup.allPapers'), { query: wish.query, first: 0 }) : undefined
  return {
    content: `${first}\n${reader.t(tries.length === 0 ? 'lookup.tryHelp' : isGuess ? 'lookup.didYouMean' : 'lookup.forExample')}`,
    components: [...(tries.length > 0 ? [row(...tries)] : []), ...(wider ? [row(wider)] : [])],
  }
}

/** A menu to open one of the shown results in full. */
export function openRow(shown: readonly LookupResult[], first: number, reader: Reader): Row {
  const options = shown.map(({ entry }, index) => {
    const [head, rest] =
      reader.language === 'en-US' && entry.gloss
        ? [entry.gloss, entry.title]
        : [reader.chinese(entry.title), reader.chinese(entry.text)]
    return { value: entry.id, label: `${first + index + 1}. ${head}`, description: rest }
  })
  return row(menu(customId('lookup', 'open'), reader.t('lookup.open'), options))
}

/** One step in: only the best result's paper; or one step out: the whole paper, all papers, any kind. */
function narrowerOrWider({ results }: LookupAnswer, wish: Wish, to: LookupReader) {
  const { reader } = to
  const top = results[0]?.entry
  const start = { ...wish, first: 0 }
  if (wish.section) return [pageButton(reader.t('lookup.wholePaper'), { ...start, section: undefined })]
  if (wish.paper) return [pageButton(reader.t('lookup.allPapers'), { ...start, paper: undefined })]
  const isMixed = top !== undefined && results.some(({ entry }) => entry.paper !== top.paper)
  return [
    ...(wish.kind ? [pageButton(reader.t('lookup.anyKind'), { ...start, kind: undefined })] : []),
    ...(isMixed
      ? [pageButton(reader.t('lookup.onlyPaper', { paper: shortTitle(top, to) }), { ...start, paper: top.paper })]
      : []),
  ]
}

/** Buttons carry the query; a query that is too long for that does without them. */
function pageButton(label: string, wish: Wish) {
  const id = wishId('page', wish)
  return id === undefined ? undefined : button(id, label)
}

function shareButton(wish: Wish, reader: Reader) {
  const id = wishId('share', wish)
  return id === undefined ? undefined : button(id, reader.t('common.share'))
}
