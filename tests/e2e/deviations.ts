/** Where discord.js, or Discord itself, departs from Discord's published OpenAPI document. */
export interface Deviation {
  kind: 'request' | 'response'
  /** Over `METHOD /path/{as}/in/the/document`. */
  route: RegExp
  /** Over the place in the body. */
  place: RegExp
  reason: string
}

export const DEVIATIONS: Deviation[] = [
  {
    kind: 'request',
    route: /\/commands(\/\{command_id\})?$/,
    place: /\/default_member_permissions$/,
    reason: 'discord.js sends permissions as strings, as the documentation says; the document wants integers.',
  },
]
