import { html, LitElement, nothing, type TemplateResult } from 'lit'
import { keyed } from 'lit/directives/keyed.js'
import { Api, ApiError } from './api.ts'
import type { MessageActions } from './message-row.ts'
import { type Scene, sceneOf } from './scene.ts'
import { Session } from './session.ts'
import { drawSidebar, type SidebarActions } from './sidebar.ts'
import { isLight, onSystemThemeChange, storedTheme, storeTheme, type Theme } from './theme.ts'
import type { State } from './types.ts'
import { wordsFor } from './words.ts'
import './composer.ts'
import './message-list.ts'
import './modal.ts'

/** Each tab may be somebody else; a new tab begins as whoever was last. */
const USER_KEY = 'sandbox-user'

/** The seeded world's first member: whom one is at the first visit. */
const FIRST_USER = '1200000000000000101'

const RETRY_MS = 1500

/** The whole page: it holds the session of the person one plays, and lays out its parts. */
class SandboxApp extends LitElement {
  static override properties = { revision: { state: true }, theme: { state: true }, isDrawerOpen: { state: true } }
  declare revision: number
  declare theme: Theme
  declare isDrawerOpen: boolean
  #session: Session | undefined
  #api = new Api(FIRST_USER)
  #scene: { value: Scene; state: State; light: boolean } | undefined

  constructor() {
    super()
    this.revision = 0
    this.theme = storedTheme()
    this.isDrawerOpen = false
  }

  protected override createRenderRoot(): this {
    return this
  }

  override connectedCallback(): void {
    super.connectedCallback()
    onSystemThemeChange(() => this.requestUpdate())
    document.addEventListener('visibilitychange', () => this.#session?.markRead())
    void this.#start(sessionStorage.getItem(USER_KEY) ?? localStorage.getItem(USER_KEY) ?? FIRST_USER)
  }

  /** Opens the session of a user; an unknown one (the world was reset) gives way to the first member. */
  async #start(userId: string): Promise<void> {
    try {
      this.#enter(await new Api(userId).state())
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
      const isUnknownUser = userId !== FIRST_USER && error.status >= 400 && error.status < 500
      if (isUnknownUser) return this.#start(FIRST_USER)
      window.setTimeout(() => void this.#start(userId), RETRY_MS)
    }
  }

  #enter(state: State): void {
    const channelId = this.#session?.channelId ?? location.hash.slice(1)
    this.#session?.close()
    this.#api = new Api(state.me.id)
    this.#session = new Session(this.#api, state, channelId, () => this.#changed())
    sessionStorage.setItem(USER_KEY, state.me.id)
    localStorage.setItem(USER_KEY, state.me.id)
    this.#session.openChannel(this.#session.channelId)
  }

  #changed(): void {
    this.revision += 1
  }

  protected override updated(): void {
    const session = this.#session
    document.documentElement.dataset.theme = isLight(this.theme) ? 'light' : 'dark'
    if (!session) return
    const scene = this.#currentScene(session)
    document.documentElement.lang = scene.locale
    const unread = [...session.unread.values()].reduce((sum, { count }) => sum + count, 0)
    document.title = `${unread > 0 ? `(${unread}) ` : ''}#${scene.channelNames.get(session.channelId) ?? ''} · ${scene.words.title}`
    if (location.hash !== `#${session.channelId}`) history.replaceState(null, '', `#${session.channelId}`)
  }

  protected override render(): TemplateResult {
    const session = this.#session
    if (!session) return html`<p class="boot" role="status">${wordsFor(navigator.language).loading}</p>`
    const scene = this.#currentScene(session)
    return html`<div class="layout ${this.isDrawerOpen ? 'drawer-open' : ''}" @keydown=${this.#onDrawerKey}>
      <aside class="sidebar" id="sidebar">${drawSidebar(session, scene, this.theme, this.#sidebarActions)}</aside>
      <div class="scrim" @click=${this.#closeDrawer}></div>
      ${keyed(session.state.me.id, this.#drawMain(session, scene))}
      ${session.openModal ? html`<sandbox-modal .opened=${session.openModal} .scene=${scene} .session=${session}></sandbox-modal>` : nothing}
    </div>`
  }

  #drawMain(session: Session, scene: Scene): TemplateResult {
    const { channelId } = session
    const name = scene.channelNames.get(channelId) ?? ''
    return html`<main>
      ${this.#drawHeader(session, scene, name)}
      ${keyed(
        channelId,
        html`<sandbox-message-list tabindex="-1" .log=${session.log()} .scene=${scene} .channelName=${name} .newAfter=${session.newAfter.get(channelId)}
        .busy=${session.busy} .failed=${session.failedMessages} .revision=${this.revision} .actions=${this.#messageActions}
        @need-earlier=${() => void session.loadEarlier()} @seen=${() => session.reachedEnd()}></sandbox-message-list>`,
      )}
      <div class="typing" role="status">${this.#typingText(session, scene)}</div>
      <sandbox-composer @sending=${this.#expectAnswer} @sent=${this.#showNewest} .scene=${scene} .session=${session} .channelId=${channelId} .commands=${session.state.commands} .isBotOnline=${session.state.bot.online}></sandbox-composer>
    </main>`
  }

  #drawHeader(session: Session, scene: Scene, name: string): TemplateResult {
    const { words } = scene
    const lost = html`<span class="lost" role="alert">${words.unreachable}</span>`
    const mark = session.unread.size > 0 ? html`<span class="dot"></span>` : nothing
    return html`<header class="channel-header"><button type="button" class="drawer-button" aria-label=${words.openChannels} aria-controls="sidebar"
      aria-expanded=${this.isDrawerOpen} @click=${this.#openDrawer}>☰${mark}</button><h2># ${name}</h2>${session.isConnected ? nothing : lost}</header>`
  }

  #typingText(session: Session, scene: Scene): string {
    const userId = session.typing.userIn(session.channelId)
    return userId === undefined ? '' : scene.words.typing(scene.userNames.get(userId) ?? '')
  }

  /** The same object as long as nothing it holds changed: message rows are drawn again only when it differs. */
  #currentScene(session: Session): Scene {
    const { state } = session
    const light = isLight(this.theme)
    const known = this.#scene
    if (known?.state === state && known.light === light) return known.value
    const value = sceneOf(state, light, (channelId) => this.#session?.openChannel(channelId))
    this.#scene = { value, state, light }
    return value
  }

  /** Who said something wants to see what comes of it. */
  readonly #showNewest = (): void => {
    this.querySelector('sandbox-message-list')?.jumpToEnd()
  }

  readonly #expectAnswer = (): void => {
    this.querySelector('sandbox-message-list')?.expectAnswer()
  }

  readonly #openDrawer = (): void => {
    this.isDrawerOpen = true
    void this.updateComplete.then(() => this.querySelector<HTMLElement>('.drawer-close')?.focus())
  }

  readonly #closeDrawer = (): void => {
    if (!this.isDrawerOpen) return
    this.isDrawerOpen = false
    this.querySelector<HTMLElement>('.drawer-button')?.focus()
  }

  readonly #onDrawerKey = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') this.#closeDrawer()
  }

  readonly #messageActions: MessageActions = {
    use: (message, customId, values) => {
      this.#expectAnswer()
      void this.#session?.useComponent(message, customId, values)
    },
    dismiss: (message) => void this.#session?.dismiss(message),
    remove: (message) => void this.#session?.remove(message),
  }

  readonly #sidebarActions: SidebarActions = {
    openChannel: (channelId) => {
      this.#closeDrawer()
      this.#session?.openChannel(channelId)
    },
    becomeUser: (userId) => {
      this.#closeDrawer()
      if (userId !== this.#session?.state.me.id) void this.#start(userId)
    },
    setLocale: (locale) => void this.#setLocale(locale),
    setTheme: (theme) => {
      storeTheme(theme)
      this.theme = theme
    },
    close: this.#closeDrawer,
  }

  async #setLocale(locale: string): Promise<void> {
    const session = this.#session
    if (!session) return
    await this.#api.setLocale(session.state.me.id, locale)
    await session.refresh()
  }
}

customElements.define('sandbox-app', SandboxApp)
