import type { zhCN } from './zh-CN.ts'

/** The catalogue's shape: what zh-CN has, every other language has. */
export type Catalogue = Widen<typeof zhCN>
type Widen<T> = { readonly [K in keyof T]: T[K] extends string ? string : Widen<T[K]> }
type Paths<T> = { [K in keyof T & string]: T[K] extends string ? K : `${K}.${Paths<T[K]>}` }[keyof T & string]
/** A dotted path of the catalogue, e.g. `lookup.nothing`. */
export type TextKey = Paths<typeof zhCN>
