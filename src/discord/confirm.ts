import type { Message } from './command.ts'
import { button, row } from './controls.ts'
import { customId } from './custom-id.ts'
import type { Reader } from './texts.ts'

/** Asks once before something is taken away: the deed in red, and a way out. */
export function confirmMessage(
  question: string,
  deed: { id: string; label: string },
  cancelId: string,
  reader: Reader,
): Message {
  return {
    content: question,
    components: [row(button(deed.id, deed.label, { look: 'danger' }), button(cancelId, reader.t('common.cancel')))],
  }
}

/** What was done, with the way back. */
export function undoMessage(done: string, undo: string, reader: Reader): Message {
  return { content: done, components: [row(button(undo, reader.t('common.undo')))] }
}

/** The cancel button of a command; its handler answers `common.cancelled`. */
export function cancelId(command: string): string {
  return customId(command, 'cancel')
}
