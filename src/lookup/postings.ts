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
  return others.reduce<readonly number[]>((left, list) => (left.length === 0 ? left : common(left, list)), shortest)
}

const FAR = 16 // times as long: from here on, searching beats walking

/** Slots of a rising list that a longer one has, too. */
function common(left: readonly number[], list: readonly number[]): number[] {
  const found: number[] = []
  const isFar = list.length > left.length * FAR
  let at = 0
  for (const slot of left) {
    if (isFar) at = placeOf(list, slot, at)
    else while (at < list.length && (list[at] ?? 0) < slot) at++
    if (list[at] === slot) found.push(slot)
  }
  return found
}

/** First place from `from` on that holds at least `slot`. */
export function placeOf(list: readonly number[], slot: number, from: number): number {
  let low = from
  let high = list.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((list[middle] ?? 0) < slot) low = middle + 1
    else high = middle
  }
  return low
}
