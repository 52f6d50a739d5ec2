/**
 * The number of letters to change, add, drop or swap with their neighbour to make one word of the other
 * (Damerau-Levenshtein, optimal string alignment), or `limit + 1` when it is more than `limit`.
 */
export function editDistance(from: string, to: string, limit: number): number {
  if (Math.abs(from.length - to.length) > limit) return limit + 1
  let [beforeLast, last, current] = rowsOf(to.length + 1)
  for (let column = 0; column <= to.length; column++) last[column] = column
  for (let row = 1; row <= from.length; row++) {
    let least = row
    current[0] = row
    for (let column = 1; column <= to.length; column++) {
      const isSame = from.charCodeAt(row - 1) === to.charCodeAt(column - 1)
      let cost = Math.min(
        (last[column] ?? 0) + 1,
        (current[column - 1] ?? 0) + 1,
        (last[column - 1] ?? 0) + (isSame ? 0 : 1),
      )
      if (isSwap(from, row, to, column)) cost = Math.min(cost, (beforeLast[column - 2] ?? 0) + 1)
      current[column] = cost
      least = Math.min(least, cost)
    }
    if (least > limit) return limit + 1
    ;[beforeLast, last, current] = [last, current, beforeLast]
  }
  return Math.min(last[to.length] ?? 0, limit + 1)
}

function isSwap(from: string, row: number, to: string, column: number): boolean {
  return (
    row > 1 &&
    column > 1 &&
    from.charCodeAt(row - 1) === to.charCodeAt(column - 2) &&
    from.charCodeAt(row - 2) === to.charCodeAt(column - 1)
  )
}

type Rows = readonly [Uint16Array, Uint16Array, Uint16Array]

let kept: Rows = [new Uint16Array(64), new Uint16Array(64), new Uint16Array(64)]

/** Three rows that are written anew each time: thousands of words are compared for one query. */
function rowsOf(length: number): Rows {
  if (kept[0].length < length) kept = [new Uint16Array(length), new Uint16Array(length), new Uint16Array(length)]
  return kept
}
