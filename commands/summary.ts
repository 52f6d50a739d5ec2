import type { ChatInputCommandInteraction } from 'discord.js'
import { ApplicationCommandOptionType } from 'discord-api-types/v10'
import type { Answer, Call, Command, ComponentCall, Message } from '../src/discord/command.ts'
import { button, menu, type Row, row } from '../src/discord/controls.ts'
import { customId } from '../src/discord/custom-id.ts'
import { paperChoices, paperOf, sectionChoices } from '../src/discord/paper-options.ts'
import { paperPage } from '../src/discord/paper-pages.ts'
import type { Reader } from '../src/discord/texts.ts'
import { UserError } from '../src/discord/user-error.ts'
import { matchSections } from '../src/papers/find-paper.ts'
import { toMarkdown } from '../src/papers/markdown.ts'
import { outlineOf, pageOfSection, pagesOf } from '../src/papers/pages.ts'
import { headingOf, type Paper } from '../src/papers/paper.ts'

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
    return { kind: 'hidden', message: pageMessage(paper, section === null ? 0 : pageOf(paper, section), call.reader) }
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
  if (!section) throw new UserError('unknownSection', { section: typed })
  return pageOfSection(paper, section.id)
}

async function pageAsked(call: ComponentCall): Promise<Message> {
  const [paper = '', page = '0'] = call.args
  return pageMessage(await paperOf(call, paper), Number(page), call.reader)
}

async function sectionAsked(call: ComponentCall): Promise<Message> {
  const [id = '', section = ''] = call.args
  const paper = await paperOf(call, id)
  return pageMessage(paper, pageOfSection(paper, section), call.reader)
}

async function sectionChosen(call: ComponentCall): Promise<Message> {
  const paper = await paperOf(call, call.args[0] ?? '')
  const chosen = call.interaction.isStringSelectMenu() ? (call.interaction.values[0] ?? '') : ''
  return pageMessage(paper, pageOfSection(paper, chosen), call.reader)
}

async function shared(call: ComponentCall): Promise<Message> {
  const [id = '', page = '0'] = call.args
  const paper = await paperOf(call, id)
  const reader = await call.app.texts.reader((await call.app.settings.of(call.guild)).language ?? call.reader.language)
  return {
    embeds: [paperPage(paper, Number(page), reader)],
    components: [row(button(customId('summary', 'open', paper.id, page), reader.t('summary.open')))],
  }
}

async function exported(call: ComponentCall): Promise<Message> {
  const paper = await paperOf(call, call.args[0] ?? '')
  return {
    content: call.reader.t('summary.exported', { title: call.reader.content(paper.title) }),
    files: [{ name: `${paper.id}.md`, content: toMarkdown(paper, call.reader.content) }],
  }
}

function pageMessage(paper: Paper, index: number, reader: Reader): Message {
  const last = pagesOf(paper).length - 1
  const page = Math.min(Math.max(Number.isInteger(index) ? index : 0, 0), last)
  const turn = (to: number, label: string) =>
    button(customId('summary', 'page', paper.id, to), label, { disabled: to < 0 || to > last })
  return {
    embeds: [paperPage(paper, page, reader)],
    components: [
      ...jumpRow(paper, reader),
      row(
        turn(page - 1, '←'),
        turn(page + 1, '→'),
        button(customId('quiz', 'start', paper.id), reader.t('common.quizMe'), {
          disabled: paper.questions.length === 0,
        }),
        button(customId('summary', 'share', paper.id, page), reader.t('common.share')),
        button(customId('summary', 'export', paper.id), reader.t('summary.export')),
      ),
    ],
  }
}

function jumpRow(paper: Paper, reader: Reader): Row[] {
  const sections = outlineOf(paper)
  if (sections.length === 0) return []
  const options = sections.map((section) => ({
    value: section.id,
    label: headingOf(section, reader.content),
  }))
  return [
    row(
      menu(customId('summary', 'jump', paper.id), reader.t('summary.jump'), [
        { value: 'overview', label: reader.t('summary.overview') },
        ...options,
      ]),
    ),
  ]
}
