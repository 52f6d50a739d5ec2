import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { startSandbox } from '../../src/sandbox/sandbox.ts'

it('serves the page with a policy that loads nothing from elsewhere', async () => {
  const pageDir = await mkdtemp(join(tmpdir(), 'page-'))
  await writeFile(join(pageDir, 'index.html'), '<p>page</p>')
  await writeFile(join(pageDir, 'app.js'), 'export {}')
  const sandbox = await startSandbox({ port: 0, pageDir })
  const page = await fetch(sandbox.url)
  expect(await page.text()).toBe('<p>page</p>')
  const policy = page.headers.get('content-security-policy')
  expect(policy).toContain("default-src 'none'; script-src 'self';")
  expect(policy).toContain("frame-ancestors 'none'")
  const script = await fetch(`${sandbox.url}/app.js`)
  expect(script.headers.get('content-type')).toMatch('text/javascript')
  expect((await fetch(`${sandbox.url}/absent.js`)).status).toBe(404)
  expect((await fetch(`${sandbox.url}/..%2f..%2fetc%2fpasswd`)).status).toBe(404)
  const { port } = new URL(sandbox.url)
  const elsewhere = await fetch(`http://localhost:${port}/x`, { redirect: 'manual' })
  expect(elsewhere.headers.get('location')).toBe(`${sandbox.url}/x`)
  await sandbox.close()
  await rm(pageDir, { recursive: true })
})
