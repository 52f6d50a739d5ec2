const LONG = 60 // characters: what is shorter is read as it stands
const MAX_CHARACTERS = 240 // longer than any key point's text needs to be told from the others

/** A long query with what is repeated at once said once, and cut; a shorter one as it is. */
export function shorten(query: string): string {
  if (query.length <= LONG) return query
  return query
    .slice(0, 4 * MAX_CHARACTERS)
    .replace(REPEATED, '$1')
    .slice(0, MAX_CHARACTERS)
}

const REPEATED = /([^\d]{2,20}?)\1{2,}/gu
