import { html, type TemplateResult } from 'lit'
import type { Scene } from './scene.ts'

/** A picture, when it is the sandbox's own; the page fetches nothing from elsewhere, so others are named instead. */
export function drawPicture(url: string, alt: string | null | undefined, scene: Scene): TemplateResult {
  const text = alt || scene.words.picture
  if (isOwn(url)) return html`<img class="picture" src=${url} alt=${text} loading="lazy">`
  return html`<span class="picture kept-out" title=${scene.words.pictureKeptOut}>${text}</span>`
}

/** Whether the Content-Security-Policy lets the page show it. */
export function isOwn(url: string): boolean {
  if (url.startsWith('data:image/')) return true
  return URL.canParse(url, location.origin) && new URL(url, location.origin).origin === location.origin
}
