import type { Knowledge } from './knowledge.ts'

/** The nearest terms of the library to a query that found nothing sure, at most five. */
export function suggest(_query: string, _knowledge: Knowledge): string[] {
  return []
}
