import { decodeLine, type JournalLine } from './journal-line.ts'
import { WITHOUT_JOURNAL } from './saved-mark.ts'
import { StoreError } from './store-error.ts'

const LINE_END = 0x0a

export interface SegmentContents {
  readonly lines: readonly JournalLine[]
  /** Up to where the file holds whole lines: not all of it when the last line is torn. */
  readonly wholeBytes: number
}

/** What follows the last whole line of the last segment, for a message: a crash or the disk left it there. */
export function describeRest(rest: Buffer): string {
  const size = `${rest.length} ${rest.length === 1 ? 'byte' : 'bytes'}`
  if (rest.every((byte) => byte === 0)) return `${size} of NUL, as a power cut leaves them in place of what was written`
  const isCutShort = !rest.includes(0) && rest.at(-1) !== LINE_END
  return isCutShort ? `a torn line of ${size} that was never confirmed` : `a damaged line of ${size}`
}

/**
 * Reads a segment whose first line has to be number `first`.
 * A line that the process died in can only be the last one of the last segment; any other damage throws a StoreError.
 */
export function readSegment(file: string, bytes: Buffer, isLast: boolean, first: number): SegmentContents {
  const lines: JournalLine[] = []
  let start = 0
  while (start < bytes.length) {
    const end = bytes.indexOf(LINE_END, start)
    const line = end === -1 ? undefined : decodeLine(bytes.toString('utf8', start, end))
    if (line === undefined) {
      const isTorn = isLast && (end === -1 || end === bytes.length - 1)
      if (!isTorn) throw damaged(file, lines.length + 1)
      return { lines, wholeBytes: start }
    }
    if (line.sequence !== first + lines.length) throw outOfOrder(file, first + lines.length, line.sequence)
    lines.push(line)
    start = end + 1
  }
  return { lines, wholeBytes: start }
}

function damaged(file: string, number: number): StoreError {
  return new StoreError(
    `${file}, line ${number} is damaged: its checksum does not match and it is not the last line of the journal. ` +
      `${WITHOUT_JOURNAL} Nothing was changed.`,
  )
}

function outOfOrder(file: string, expected: number, got: number): StoreError {
  return new StoreError(`${file}: expected change ${expected}, got ${got}. Restore the data folder from a backup.`)
}
