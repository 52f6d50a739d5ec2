import { html, nothing, type TemplateResult } from 'lit'
import { avatarFor } from './avatars.ts'
import { can, PERMISSION } from './permissions.ts'
import { displayName, type Scene } from './scene.ts'
import type { Session } from './session.ts'
import { THEMES, type Theme } from './theme.ts'
import { isThread, withThreads } from './threads.ts'
import type { Channel, User } from './types.ts'
import { LANGUAGES } from './words.ts'

export type SidebarActions = {
  openChannel: (channelId: string) => void
  becomeUser: (userId: string) => void
  setLocale: (locale: string) => void
  setTheme: (theme: Theme) => void
  close: () => void
}

/** Server name, channels with their unread marks, who I am, language and appearance. */
export function drawSidebar(session: Session, scene: Scene, theme: Theme, actions: SidebarActions): TemplateResult {
  const { words } = scene
  const { guild, channels, bot } = session.state
  const status = bot.online ? words.online : words.offline
  return html`<header class="guild"><h1>${guild.name}</h1>
      <button type="button" class="drawer-close" aria-label=${words.closeChannels} @click=${actions.close}>✕</button></header>
    <nav aria-label=${words.channels}><ul class="channels">${withThreads(channels).map((channel) => drawChannel(channel, session, scene, actions))}</ul></nav>
    <div class="bot"><img src=${avatarFor(bot.id, bot.name)} alt=""><span class="bot-name">${bot.name}</span>
      <span class="status ${bot.online ? 'online' : ''}">${status}</span></div>
    <section class="who" aria-labelledby="who-title"><h2 id="who-title">${words.members}</h2>
      <ul>${people(session).map((user) => drawPerson(user, scene, actions))}</ul></section>
    <div class="settings">${drawLanguage(scene, actions)}${drawTheme(scene, theme, actions)}</div>`
}

function people(session: Session): User[] {
  return session.state.users.filter((user) => !user.bot)
}

function drawChannel(channel: Channel, session: Session, scene: Scene, actions: SidebarActions): TemplateResult {
  const unread = session.unread.get(channel.id)
  const isOpen = channel.id === session.channelId
  const note = unread
    ? `${unread.count > 0 ? scene.words.unread(unread.count) : scene.words.newMessages}${unread.mentioned ? `, ${scene.words.mentioned}` : ''}`
    : ''
  const badge = html`<span class="badge ${unread?.mentioned ? 'mentioned' : ''}" aria-hidden="true">${unread?.count || ''}</span>`
  return html`<li><button type="button" class="channel ${isThread(channel) ? 'thread' : ''} ${isOpen ? 'open' : ''} ${unread ? 'unread' : ''}" aria-current=${isOpen ? 'page' : nothing}
    aria-label=${[`#${channel.name}`, note].filter(Boolean).join(', ')} @click=${() => actions.openChannel(channel.id)}>
    <span class="hash" aria-hidden="true">${isThread(channel) ? '↳' : '#'}</span><span class="channel-name">${channel.name}</span>${unread ? badge : nothing}</button></li>`
}

function drawPerson(user: User, scene: Scene, actions: SidebarActions): TemplateResult {
  const name = displayName(user)
  const isMe = user.id === scene.me.id
  const kind = can(user.permissions, PERMISSION.manageGuild) ? scene.words.moderator : scene.words.member
  return html`<li><button type="button" class="person ${isMe ? 'me' : ''}" aria-pressed=${isMe} aria-label=${`${scene.words.actAs(name)} (${kind})`}
    @click=${() => actions.becomeUser(user.id)}><img src=${avatarFor(user.id, name)} alt="">
    <span class="person-name">${name}</span><span class="person-kind">${kind}</span></button></li>`
}

function drawLanguage(scene: Scene, actions: SidebarActions): TemplateResult {
  const { locale } = scene.me
  const known = LANGUAGES.some(([code]) => code === locale)
  const languages = known ? LANGUAGES : [...LANGUAGES, [locale, locale] as const]
  return html`<label><span>${scene.words.language}</span><select @change=${(event: Event) => withValue(event, actions.setLocale)}>
    ${languages.map(([code, name]) => html`<option value=${code} ?selected=${code === locale}>${name}</option>`)}</select></label>`
}

function drawTheme(scene: Scene, theme: Theme, actions: SidebarActions): TemplateResult {
  const choose = (value: string) => {
    const chosen = THEMES.find((name) => name === value)
    if (chosen) actions.setTheme(chosen)
  }
  return html`<label><span>${scene.words.theme}</span><select @change=${(event: Event) => withValue(event, choose)}>
    ${THEMES.map((name) => html`<option value=${name} ?selected=${name === theme}>${scene.words.themes[name]}</option>`)}</select></label>`
}

function withValue(event: Event, use: (value: string) => void): void {
  if (event.target instanceof HTMLSelectElement) use(event.target.value)
}
