import { createAwakeClock } from '../../src/sandbox/interactions/awake-clock.ts'

// Says when it runs; then, told to by its input, how long it was awake and how long by the wall.
const awake = createAwakeClock()
const started = performance.now()
process.stdout.write('ready\n')
process.stdin.once('data', (told) => {
  const until = performance.now() + Number(told)
  while (performance.now() < until); // a handler that lets nobody else in
  process.stdout.write(JSON.stringify({ awake: awake.now(), wall: performance.now() - started }))
  process.stdin.destroy()
  awake.stop()
})
