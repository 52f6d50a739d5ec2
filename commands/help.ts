import type { ChatInputCommandInteraction } from 'discord.js'
import type { Answer, Call, Command } from '../src/discord/command.ts'
import { isModerator } from '../src/discord/moderators.ts'
import { escapeText } from '../src/discord/reply.ts'
import { scheduleText } from '../src/discord/schedule-card.ts'

const MAX_LISTED_PAPERS = 20 // the rest is found by autocomplete

export const help = {
  data: { name: 'help' },
  defer: 'hidden',

  async execute(call: Call<ChatInputCommandInteraction>): Promise<Answer> {
    const { reader, interaction, app } = call
    const parts = [await introduction(call), memberPart(call)]
    if (await isModerator(interaction, app)) parts.push(await moderatorPart(call))
    parts.push(await papersPart(call), `-# ${reader.t('help.privacy')}`)
    return { kind: 'hidden', message: { embeds: [{ title: reader.t('help.title'), description: parts.join('\n\n') }] } }
  },
} satisfies Command

async function introduction({ app, guild, reader }: Call<unknown>): Promise<string> {
  const papers = await app.library.papers(guild)
  const count = (of: 'keyPoints' | 'questions') => papers.reduce((sum, paper) => sum + paper[of].length, 0)
  return reader.t('help.intro', { papers: papers.length, points: count('keyPoints'), questions: count('questions') })
}

function memberPart({ reader }: Call<unknown>): string {
  return [
    `**${reader.t('help.members')}**`,
    reader.t('help.summary'),
    reader.t('help.lookup'),
    reader.t('help.quiz'),
    reader.t('help.live'),
    reader.t('help.leaderboard'),
  ].join('\n')
}

async function moderatorPart({ app, guild, reader }: Call<unknown>): Promise<string> {
  const schedules = await app.daily.list(guild)
  const lines =
    schedules.length > 0
      ? schedules.map((one) => `- ${scheduleText(one, reader).join('\n  ')}`)
      : [`- ${reader.t('help.noSchedule')}`]
  const commands = [reader.t('help.daily'), reader.t('help.paper'), reader.t('help.settings')]
  return [`**${reader.t('help.moderators')}**`, ...commands, `**${reader.t('help.schedule')}**`, ...lines].join('\n')
}

async function papersPart({ app, guild, reader }: Call<unknown>): Promise<string> {
  const papers = await app.library.papers(guild)
  const lines = papers.slice(0, MAX_LISTED_PAPERS).map((paper) => {
    const authors = paper.authors.map(reader.chinese).join(reader.t('common.separator'))
    return `- ${paper.id} ${escapeText(reader.content(paper.title))}${authors ? ` · ${escapeText(authors)}` : ''}`
  })
  return [
    `**${reader.t('help.papers')}**`,
    ...lines,
    ...(papers.length > MAX_LISTED_PAPERS ? [`- … ${papers.length}`] : []),
  ].join('\n')
}
