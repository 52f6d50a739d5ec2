import { defineConfig } from 'vitest/config'

/** What takes minutes: `npm run test:faults`. */
export default defineConfig({
  test: {
    include: ['tests/**/*.faults.ts'],
    testTimeout: 120_000,
    hookTimeout: 60_000,
    isolate: false,
    maxWorkers: 2, // the year of all zones goes on beside the killing
  },
})
