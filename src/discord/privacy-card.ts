import { type Findings, TERMS, type Term } from '../privacy/holding.ts'
import { KEPT_DAYS } from '../privacy/retention.ts'
import type { Message } from './command.ts'
import { button, row } from './controls.ts'
import { customId } from './custom-id.ts'
import type { Reader } from './texts.ts'

const MAX_INDENTED_CHARACTERS = 2_000_000 // Discord takes 10 MB; a long one is as good without its indentation

/** What is told of one term: what is stored, and for how long. */
export interface TermText {
  readonly what: string
  readonly kept: string
}

/** What Yandu stores about members, in the words of this reader. */
export function termText(term: Term, reader: Reader): TermText {
  return { what: reader.t(`privacy.what.${term}`), kept: reader.t(`privacy.kept.${term}`, KEPT_DAYS) }
}

/** What holds for all of it. */
export function privacyNotes(reader: Reader): string[] {
  return (['notStored', 'deletion', 'leftServer', 'discord'] as const).map((note) =>
    reader.t(`privacy.notes.${note}`, KEPT_DAYS),
  )
}

/** What is stored about a member, and for how long. */
export function storedMessage(findings: Findings, reader: Reader): Message {
  const terms = TERMS.map((term) => {
    const { what, kept } = termText(term, reader)
    const count = findings.traces.filter((trace) => trace.term === term).length
    return `**${what}** · ${count === 0 ? reader.t('privacy.nothing') : reader.t('privacy.entries', { count })}\n-# ${kept}`
  })
  const notes = [...unreadableNotes(findings, reader), ...privacyNotes(reader)].map((note) => `- ${note}`)
  return {
    embeds: [{ title: reader.t('privacy.title'), description: [...terms, notes.join('\n')].join('\n') }],
    components: [
      row(
        button(customId('privacy', 'export'), reader.t('privacy.export')),
        button(customId('privacy', 'ask'), reader.t('privacy.delete'), { look: 'danger' }),
      ),
    ],
  }
}

/** All that is stored about a member, as a JSON file. */
export function exportMessage(
  findings: Findings,
  about: { guild: string; member: string; now: number },
  reader: Reader,
): Message {
  const exportedAt = new Date(about.now).toISOString()
  const byTerm = TERMS.map((term) => [
    term,
    findings.traces.filter((trace) => trace.term === term).map(({ data }) => data),
  ])
  const contents = { server: about.guild, member: about.member, exportedAt, ...Object.fromEntries(byTerm) }
  return {
    content: [reader.t('privacy.exported'), ...unreadableNotes(findings, reader)].join('\n'),
    files: [{ name: `yandu-${exportedAt.slice(0, 10)}.json`, content: jsonOf(contents) }],
  }
}

function jsonOf(contents: unknown): string {
  const short = JSON.stringify(contents)
  return short.length > MAX_INDENTED_CHARACTERS ? short : JSON.stringify(contents, null, 2)
}

function unreadableNotes({ unreadable }: Findings, reader: Reader): string[] {
  return unreadable === 0 ? [] : [reader.t('privacy.unreadable', { count: unreadable })]
}
