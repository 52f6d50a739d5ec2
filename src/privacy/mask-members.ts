/** Places in which ids of members stand in paths, addresses, errors and messages; those of servers and channels do not. */
const PLACES =
  /(\b(?:members|erasures)\/(?:\d+\/)?|\busers\/|\bq-|<@!?|"(?:user|member|author|startedBy)(?:_?[iI]d)?\\*"\s*:\s*\\*"|\b\d{1,2}\/)\d{15,20}(?!\d)/g

/** A line of the log without ids of members: each becomes `*`. */
export function maskMembers(line: string): string {
  return line.replace(PLACES, '$1*')
}
