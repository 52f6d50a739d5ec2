import { type Logger, pino } from 'pino'
import { maskMembers } from './privacy/mask-members.ts'

/** Logs to standard error, one JSON object a line, without ids of members. */
export function createLogger(level: string): Logger {
  const stderr = pino.destination({ dest: 2, sync: true })
  return pino({ level }, { write: (line: string) => stderr.write(maskMembers(line)) })
}
