import { readFile } from 'node:fs/promises'
import { expect, it } from 'vitest'
import { allRoutes } from '../../src/sandbox/rest/all-routes.ts'

it('the README lists exactly the routes that there are', async () => {
  const readme = await readFile(new URL('../../src/sandbox/README.md', import.meta.url), 'utf8')
  const section = readme.split('<!-- routes -->')[1] ?? ''
  const listed = [...section.matchAll(/^\| (\w+) +\| `([^`]+)` +\|/gm)].map(([, method, path]) => `${method} ${path}`)
  expect(listed).toEqual(allRoutes.map((route) => `${route.method} ${route.path}`))
})
