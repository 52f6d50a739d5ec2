import type { ChatInputCommandInteraction } from 'discord.js'
import { ApplicationCommandOptionType } from 'discord-api-types/v10'
import type { Answer, Call, Command, ComponentCall, Message, ModalCall } from '../src/discord/command.ts'
import { cancelId, confirmMessage, undoMessage } from '../src/discord/confirm.ts'
import { customId } from '../src/discord/custom-id.ts'
import { keyPart } from '../src/discord/custom-id-args.ts'
import { draftForm, draftMessage, faultText, textsOfForm } from '../src/discord/draft-card.ts'
import { paperChoices, paperOf, removedPaperChoices } from '../src/discord/paper-options.ts'
import { escapeText, plain } from '../src/discord/reply.ts'
import { UserError } from '../src/discord/user-error.ts'
import { type DraftTexts, drafts, paperOfDraft, saveDraft } from '../src/papers/draft.ts'
import { findPaper } from '../src/papers/find-paper.ts'
import { MAX_GUILD_PAPERS } from '../src/papers/library.ts'

const paperOption = {
  name: 'paper',
  type: ApplicationCommandOptionType.String,
  required: true,
  autocomplete: true,
  max_length: 100,
} as const

export const paper = {
  data: {
    name: 'paper',
    subcommands: [
      { name: 'add' },
      { name: 'remove', options: [paperOption] },
      { name: 'restore', options: [paperOption] },
    ],
  },
  defer: { add: 'never', remove: 'hidden', restore: 'hidden' },
  forModerators: true,

  async execute(call: Call<ChatInputCommandInteraction>): Promise<Answer> {
    const { interaction, reader } = call
    switch (interaction.options.getSubcommand()) {
      case 'add':
        return { kind: 'modal', modal: draftForm(call.app.newId(), undefined, reader) }
      case 'remove':
        return { kind: 'hidden', message: await askRemoval(call, interaction.options.getString('paper', true)) }
      default:
        return { kind: 'hidden', message: await restored(call, interaction.options.getString('paper', true)) }
    }
  },

  autocomplete(call) {
    const typed = call.interaction.options.getFocused()
    return call.interaction.options.getSubcommand() === 'restore'
      ? removedPaperChoices(call, typed)
      : paperChoices(call, typed)
  },

  modals: {
    draft: { defer: 'hidden', run: async (call) => ({ kind: 'update', message: await drafted(call) }) },
  },

  components: {
    edit: { defer: 'never', run: edited },
    publish: { defer: 'update', run: async (call) => ({ kind: 'update', message: await published(call) }) },
    discard: { defer: 'update', run: async (call) => ({ kind: 'update', message: await discarded(call) }) },
    remove: { defer: 'update', run: async (call) => ({ kind: 'update', message: await removed(call) }) },
    restore: {
      defer: 'update',
      run: async (call) => ({ kind: 'update', message: await restored(call, call.args[0] ?? '') }),
    },
    cancel: {
      defer: 'update',
      run: async ({ reader }) => ({ kind: 'update', message: plain(reader.t('common.cancelled')) }),
    },
  },
} satisfies Command

async function drafted(call: ModalCall): Promise<Message> {
  const draft = keyPart(call.args[0])
  if ((await call.app.library.papers(call.guild)).some((one) => one.id === paperId(draft)))
    throw new UserError('draftGone')
  const texts = textsOfForm(call.interaction)
  await saveDraft(call.app.store, { guild: call.guild, draft }, { author: call.member, texts, now: call.app.now() })
  await call.app.settings.suggestLanguage(call.guild, call.reader.language)
  return draftMessage(
    draft,
    paperOfDraft(paperId(draft), texts, await call.app.library.papers(call.guild)),
    call.reader,
  )
}

async function edited(call: ComponentCall): Promise<Answer> {
  const draft = keyPart(call.args[0])
  return { kind: 'modal', modal: draftForm(draft, await draftTexts(call, draft), call.reader) }
}

async function published(call: ComponentCall): Promise<Message> {
  const { app, guild, reader } = call
  const draft = keyPart(call.args[0])
  const known = await app.library.papers(guild)
  const { paper: made, faults } = paperOfDraft(paperId(draft), await draftTexts(call, draft), known)
  if (faults.length > 0)
    throw new UserError('draftHasFaults', { faults: faults.map((fault) => faultText(fault, reader)).join('\n') })
  if (known.length - app.library.shipped.length >= MAX_GUILD_PAPERS)
    throw new UserError('tooManyPapers', { max: MAX_GUILD_PAPERS })
  await app.library.publish(guild, made)
  await app.store.remove(drafts.key(guild, draft))
  const done = reader.t('paper.published', {
    title: escapeText(made.title.zh),
    id: made.id,
    points: made.keyPoints.length,
  })
  return undoMessage(done, customId('paper', 'remove', made.id), reader)
}

async function discarded(call: ComponentCall): Promise<Message> {
  await call.app.store.remove(drafts.key(call.guild, keyPart(call.args[0])))
  return plain(call.reader.t('paper.discarded'))
}

async function askRemoval(call: Call<unknown>, value: string): Promise<Message> {
  const { id, title } = await paperOf(call, value)
  const deed = { id: customId('paper', 'remove', id), label: call.reader.t('paper.removeConfirm') }
  return confirmMessage(
    call.reader.t('paper.removeAsk', { title: escapeText(call.reader.content(title)) }),
    deed,
    cancelId('paper'),
    call.reader,
  )
}

async function removed(call: ComponentCall): Promise<Message> {
  const { app, guild, reader, args } = call
  const found = (await app.library.papers(guild)).find((one) => one.id === args[0])
  if (!found || !(await app.library.remove(guild, found.id, app.now()))) throw new UserError('alreadyRemoved')
  return undoMessage(
    reader.t('paper.removed', { title: escapeText(reader.content(found.title)) }),
    customId('paper', 'restore', found.id),
    reader,
  )
}

async function restored({ app, guild, reader }: Call<unknown>, value: string): Promise<Message> {
  const gone = await app.library.removed(guild)
  const found = findPaper(gone, value)
  if (!found && gone.length === 0) throw new UserError('nothingRemoved')
  if (!found || !(await app.library.restore(guild, found.id))) throw new UserError('notRemoved')
  return plain(reader.t('paper.restored', { title: escapeText(reader.content(found.title)) }))
}

async function draftTexts(call: Call<unknown>, draft: string): Promise<DraftTexts> {
  const found = await call.app.store.read(drafts.key(call.guild, draft))
  if (!found) throw new UserError('draftGone')
  return found.texts
}

/** A draft makes one paper only, however often Publish is pressed. */
function paperId(draft: string): string {
  return `p-${draft.slice(0, 6)}`
}
