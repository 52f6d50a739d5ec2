export const THEMES = ['system', 'light', 'dark'] as const
export type Theme = (typeof THEMES)[number]

const KEY = 'sandbox-theme'
const SYSTEM_LIGHT = window.matchMedia('(prefers-color-scheme: light)')

/** What this browser chose before; the system's own otherwise. */
export function storedTheme(): Theme {
  return THEMES.find((theme) => theme === localStorage.getItem(KEY)) ?? 'system'
}

export function storeTheme(theme: Theme): void {
  localStorage.setItem(KEY, theme)
}

export function isLight(theme: Theme): boolean {
  return theme === 'system' ? SYSTEM_LIGHT.matches : theme === 'light'
}

export function onSystemThemeChange(listener: () => void): void {
  SYSTEM_LIGHT.addEventListener('change', listener)
}
