import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    isolate: false, // nothing of ours keeps state between worlds, and discord.js loads slowly
    maxWorkers: 3, // most tests wait more than they work, also on two cores
  },
})
