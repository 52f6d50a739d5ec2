import { createAwakeClock } from '../../src/sandbox/interactions/awake-clock.ts'

// Says when it runs; then works for as many milliseconds of the processor as its input says, and tells how long it was awake.
const awake = createAwakeClock()
const started = performance.now()
process.stdout.write('ready\n')
process.stdin.once('data', (told) => {
  const before = process.cpuUsage()
  while (worked(before) < Number(told)); // a handler that lets nobody else in
  process.stdout.write(JSON.stringify({ awake: awake.now(), wall: performance.now() - started }))
  process.stdin.destroy()
  awake.stop()
})

function worked(before: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1_000
}
