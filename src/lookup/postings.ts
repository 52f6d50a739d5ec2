/** Adds a slot to a rising list, once; slots mostly come in order, so that this is an append. */
export function insertSlot(list: number[], slot: number): void {
  const last = list.at(-1)
  if (last === undefined || last < slot) list.push(slot)
  else if (last > slot) {
    const at = placeOf(list, slot, 0)
    if (list[at] !== slot) list.splice(at, 0, slot)
  }
}

/** Takes a slot out of a rising list. */
export function removeSlot(list: number[], slot: number): void {
  const at = placeOf(list, slot, 0)
  if (list[at] === slot) list.splice(at, 1)
}

/** Slots that are in every one of some rising lists: the shortest decides how long it takes. */
export function intersect(lists: readonly (readonly number[])[]): readonly number[] {
  const [shortest = [], ...others] = lists.toSorted((a, b) => a.length - b.length)
  let left = shortest
  for (const list of others) {
    let from = 0
    left = left.filter((slot) => {
      from = placeOf(list, slot, from)
      return list[from] === slot
    })
  }
  return left
}

/** First place from `from` on that holds at least `slot`. */
function placeOf(list: readonly number[], slot: number, from: number): number {
  let low = from
  let high = list.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((list[middle] ?? 0) < slot) low = middle + 1
    else high = middle
  }
  return low
}
