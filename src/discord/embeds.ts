import type { APIEmbed } from 'discord-api-types/v10'
import { MAX_EMBED_TEXT_CHARACTERS } from './reply.ts'

/** The parts, an empty line between them, in one embed or in as many as they need; the title stands on the first. */
export function embedsOf(parts: readonly string[], { title, color }: { title: string; color?: number }): APIEmbed[] {
  const texts: string[] = []
  for (const part of parts) {
    const joined = texts.length > 0 ? `${texts.at(-1)}\n\n${part}` : part
    if (joined.length > MAX_EMBED_TEXT_CHARACTERS) texts.push(part)
    else texts.splice(-1, 1, joined)
  }
  return texts.map((description, index) => ({
    ...(color !== undefined && { color }),
    ...(index === 0 && { title }),
    description,
  }))
}
