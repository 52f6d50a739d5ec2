import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vite'

const root = fileURLToPath(new URL('.', import.meta.url))

export default defineConfig({
  root,
  base: './',
  build: {
    outDir: fileURLToPath(new URL('../../../dist/src/sandbox/page', import.meta.url)),
    emptyOutDir: true,
    target: 'es2022',
    // Everything stands in files: the page's Content-Security-Policy allows no inline script and no data: script.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
})
