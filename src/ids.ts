import { randomInt } from 'node:crypto'

const ALPHABET = 'abcdefghijkmnpqrstuvwxyz23456789' // without l, o, 0 and 1, which people mix up
const ID_CHARACTERS = 10 // 50 bits: no two alike among a server's thousands

/** A new random id of 10 characters, `[a-z0-9]`. */
export function newId(): string {
  return Array.from({ length: ID_CHARACTERS }, () => ALPHABET[randomInt(ALPHABET.length)]).join('')
}
