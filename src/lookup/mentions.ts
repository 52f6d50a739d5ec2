const MENTION = /@(?:everyone|here)(?![\w.])|<(?:@[!&]?|#|a?:\w+:|id:|\/[^<>]*:)\w+>/g

/** A query without what Discord puts into a message for a member, role, channel, command or emoji: that is not asked for. */
export function withoutMentions(query: string): string {
  return query.replace(MENTION, ' ')
}
