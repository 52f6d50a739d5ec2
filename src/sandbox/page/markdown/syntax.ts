/** The tree that Discord's markdown parses into; drawn by `draw.ts`. */
export type Block =
  | { kind: 'paragraph'; children: Inline[] }
  | { kind: 'heading'; level: 1 | 2 | 3; children: Inline[] }
  | { kind: 'subtext'; children: Inline[] }
  | { kind: 'quote'; blocks: Block[] }
  | { kind: 'fence'; language: string; text: string }
  | { kind: 'list'; start: number | undefined; items: ListItem[] }

export type ListItem = { children: Inline[]; nested: Block[] }

export type Inline =
  | { kind: 'text'; text: string }
  | { kind: 'bold' | 'italic' | 'underline' | 'strike' | 'spoiler'; children: Inline[] }
  | { kind: 'code'; text: string }
  | { kind: 'link'; href: string; children: Inline[] }
  | { kind: 'mention'; target: 'user' | 'role' | 'channel'; id: string }
  | { kind: 'everyone'; name: 'everyone' | 'here' }
  | { kind: 'command'; name: string }
  | { kind: 'time'; unixSeconds: number; style: string }
  | { kind: 'emoji'; name: string }
  | { kind: 'break' }
