import type { ChatInputCommandInteraction } from 'discord.js'
import { ApplicationCommandOptionType } from 'discord-api-types/v10'
import type { Answer, Call, Command, ComponentCall, Message } from '../src/discord/command.ts'
import { button, row } from '../src/discord/controls.ts'
import { customId } from '../src/discord/custom-id.ts'
import { wholeNumber } from '../src/discord/custom-id-args.ts'
import { paperMessage } from '../src/discord/paper-message.ts'
import { paperChoices, paperOf, sectionChoices } from '../src/discord/paper-options.ts'
import { paperPage } from '../src/discord/paper-pages.ts'
import { escapeText } from '../src/discord/reply.ts'
import { UserError } from '../src/discord/user-error.ts'
import { matchSections } from '../src/papers/find-paper.ts'
import { toMarkdown } from '../src/papers/markdown.ts'
import { pageOfSection } from '../src/papers/pages.ts'
import type { Paper } from '../src/papers/paper.ts'

export const summary = {
  data: {
    name: 'summary',
    options: [
      { name: 'paper', type: ApplicationCommandOptionType.String, required: true, autocomplete: true, max_length: 100 },
      { name: 'section', type: ApplicationCommandOptionType.String, autocomplete: true, max_length: 100 },
    ],
  },
  defer: 'hidden',

  async execute(call: Call<ChatInputCommandInteraction>): Promise<Answer> {
    const paper = await paperOf(call, call.interaction.options.getString('paper', true))
    const section = call.interaction.options.getString('section')
    return { kind: 'hidden', message: paperMessage(paper, section === null ? 0 : pageOf(paper, section), call.reader) }
  },

  async autocomplete(call) {
    const focused = call.interaction.options.getFocused(true)
    if (focused.name === 'paper') return paperChoices(call, focused.value)
    return sectionChoices(call, call.interaction.options.getString('paper') ?? '', focused.value)
  },

  components: {
    page: { defer: 'update', run: async (call) => ({ kind: 'update', message: await pageAsked(call) }) },
    jump: { defer: 'update', run: async (call) => ({ kind: 'update', message: await sectionChosen(call) }) },
    open: { defer: 'hidden', run: async (call) => ({ kind: 'hidden', message: await pageAsked(call) }) },
    section: { defer: 'hidden', run: async (call) => ({ kind: 'hidden', message: await sectionAsked(call) }) },
    share: { defer: 'public', run: async (call) => ({ kind: 'public', message: await shared(call) }) },
    export: { defer: 'hidden', run: async (call) => ({ kind: 'hidden', message: await exported(call) }) },
  },
} satisfies Command

function pageOf(paper: Paper, typed: string): number {
  const exact = paper.sections.find((section) => section.id === typed)
  const section = exact ?? matchSections(paper, typed)[0]
  if (!section) throw new UserError('unknownSection', { section: escapeText(typed) })
  return pageOfSection(paper, section.id)
}

async function pageAsked(call: ComponentCall): Promise<Message> {
  const [paper = '', page = '0'] = call.args
  return paperMessage(await paperOf(call, paper), wholeNumber(page), call.reader)
}

async function sectionAsked(call: ComponentCall): Promise<Message> {
  const [id = '', section = ''] = call.args
  const paper = await paperOf(call, id)
  return paperMessage(paper, pageOfSection(paper, section), call.reader)
}

async function sectionChosen(call: ComponentCall): Promise<Message> {
  const paper = await paperOf(call, call.args[0] ?? '')
  const chosen = call.interaction.isStringSelectMenu() ? (call.interaction.values[0] ?? '') : ''
  return paperMessage(paper, pageOfSection(paper, chosen), call.reader)
}

async function shared(call: ComponentCall): Promise<Message> {
  const [id = '', page = '0'] = call.args
  const paper = await paperOf(call, id)
  const reader = await call.app.texts.reader((await call.app.settings.of(call.guild)).language ?? call.reader.language)
  return {
    embeds: [paperPage(paper, wholeNumber(page), reader)],
    components: [row(button(customId('summary', 'open', paper.id, page), reader.t('summary.open')))],
  }
}

async function exported(call: ComponentCall): Promise<Message> {
  const paper = await paperOf(call, call.args[0] ?? '')
  return {
    content: call.reader.t('summary.exported', { title: escapeText(call.reader.content(paper.title)) }),
    files: [{ name: `${paper.id}.md`, content: toMarkdown(paper, call.reader.content) }],
  }
}
