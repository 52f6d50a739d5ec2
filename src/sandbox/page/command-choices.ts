import type {
  APIApplicationCommand,
  APIApplicationCommandBasicOption,
  APIApplicationCommandOption,
} from 'discord-api-types/v10'

/** One thing a person can run: a command, or one of its subcommands. */
export type CommandChoice = {
  /** Name of the top command, as registered. */
  name: string
  id: string
  /** Subcommand group and subcommand, as registered. */
  path: string[]
  /** `daily set` in the reader's language. */
  label: string
  /** `daily set` as registered; both can be typed. */
  plainLabel: string
  description: string
  options: APIApplicationCommandBasicOption[]
}

type Branch = Omit<CommandChoice, 'id'>

type Described = {
  name: string
  description: string
  name_localizations?: Partial<Record<string, string | null>> | null | undefined
  description_localizations?: Partial<Record<string, string | null>> | null | undefined
}

/** The name in the reader's language, else as registered. */
export function localName(described: Pick<Described, 'name' | 'name_localizations'>, locale: string): string {
  return described.name_localizations?.[locale] ?? described.name
}

export function localDescription(described: Omit<Described, 'name'>, locale: string): string {
  return described.description_localizations?.[locale] ?? described.description
}

/** Slash commands and their subcommands, in the order of their names as Discord lists them. */
export function commandChoices(commands: APIApplicationCommand[], locale: string): CommandChoice[] {
  const slash = commands.filter((command) => command.type === 1)
  const choices = slash.flatMap((command) =>
    choicesOf(command, command.options ?? [], [command], locale).map((choice) => ({ ...choice, id: command.id })),
  )
  return choices.sort((a, b) => a.label.localeCompare(b.label, locale))
}

function choicesOf(
  node: Described,
  options: APIApplicationCommandOption[],
  trail: Described[],
  locale: string,
): Branch[] {
  const branches = options.filter((option) => option.type === 1 || option.type === 2)
  if (branches.length === 0) return [choiceOf(node, basicOptions(options), trail, locale)]
  return branches.flatMap((branch) => choicesOf(branch, branch.options ?? [], [...trail, branch], locale))
}

function choiceOf(
  node: Described,
  options: APIApplicationCommandBasicOption[],
  trail: Described[],
  locale: string,
): Branch {
  return {
    name: trail[0]?.name ?? node.name,
    path: trail.slice(1).map(({ name }) => name),
    label: trail.map((part) => localName(part, locale)).join(' '),
    plainLabel: trail.map(({ name }) => name).join(' '),
    description: localDescription(node, locale),
    options,
  }
}

function basicOptions(options: APIApplicationCommandOption[]): APIApplicationCommandBasicOption[] {
  return options.filter((option) => option.type !== 1 && option.type !== 2)
}

/** Choices for what stands after the slash: names that begin so first, then names and descriptions that hold it. */
export function matchingChoices(choices: CommandChoice[], typed: string): CommandChoice[] {
  const wanted = typed.toLowerCase()
  const rank = ({ label, plainLabel, description }: CommandChoice): number => {
    if (label.startsWith(wanted) || plainLabel.startsWith(wanted)) return 0
    if (label.includes(wanted) || plainLabel.includes(wanted)) return 1
    return description.toLowerCase().includes(wanted) ? 2 : 3
  }
  const ranked = choices.map((choice) => ({ choice, rank: rank(choice) })).filter(({ rank }) => rank < 3)
  return ranked.sort((a, b) => a.rank - b.rank).map(({ choice }) => choice)
}

/** A whole command name followed by a blank, and what was typed after it. */
export function typedChoice(
  choices: CommandChoice[],
  text: string,
): { choice: CommandChoice; rest: string } | undefined {
  const fitting = choices.flatMap((choice) => {
    const label = [choice.label, choice.plainLabel].find((name) => text.startsWith(`/${name} `))
    return label === undefined ? [] : [{ choice, rest: text.slice(label.length + 2) }]
  })
  return fitting.sort((a, b) => a.rest.length - b.rest.length)[0]
}
