import { openFileStore } from '../../src/store/file-store.ts'
import { numbers } from './kinds.ts'

/**
 * A process to be killed: writes numbers to two documents each and prints each once it is durable; others it
 * writes and erases, and prints them below zero once no file holds them any more.
 */
const [dir = '', first = '0'] = process.argv.slice(2)
const store = await openFileStore({ dir, checkpointDelayMs: 15, segmentBytes: 20_000, cachedDocuments: 2 })
console.log('open')
let next = Number(first)

async function write(): Promise<void> {
  for (;;) {
    const number = next++
    const pair = String(number % 3)
    await store.update([numbers.key('left', pair), numbers.key('right', pair)], (docs) => {
      docs[0] ??= { list: [] }
      docs[1] ??= { list: [] }
      docs[0].list.push(number)
      docs[1].list.push(number)
    })
    await store.update([numbers.key('blinking', pair)], (docs) => {
      docs[0] = docs[0] === undefined ? { list: [number] } : undefined
    })
    console.log(number)
  }
}

async function writeAndErase(): Promise<void> {
  for (let secret = 900_000_000 + Number(first); ; secret++) {
    await store.update([numbers.key('secret')], (docs) => {
      docs[0] = { list: [secret] }
    })
    await store.erase([numbers.key('secret')])
    console.log(-secret)
  }
}

await Promise.all([...Array.from({ length: 4 }, write), writeAndErase()])
