import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { ConfigError, readConfig } from '../src/config.ts'

describe('the settings', () => {
  it('need nothing: then it is the sandbox, with data in data/store', () => {
    expect(readConfig({})).toEqual({
      token: undefined,
      apiUrl: undefined,
      dataDir: resolve('data/store'),
      sandboxPort: 4000,
      logLevel: 'info',
    })
  })

  it('take an empty value for none, as .env.example leaves it', () => {
    expect(readConfig({ DISCORD_TOKEN: '', DATA_DIR: '' }).token).toBeUndefined()
  })

  it('take another server that speaks Discord’s API', () => {
    expect(readConfig({ DISCORD_TOKEN: 'x', DISCORD_API_URL: 'http://127.0.0.1:4000/api/' }).apiUrl).toBe(
      'http://127.0.0.1:4000/api',
    )
  })

  it.each([
    [{ DISCORD_API_URL: 'http://127.0.0.1:4000/api' }, /DISCORD_API_URL: expected DISCORD_TOKEN beside it/],
    [{ DISCORD_TOKEN: 'x', DISCORD_API_URL: 'ftp://x' }, /DISCORD_API_URL: expected an address/],
    [{ SANDBOX_PORT: '70000' }, /SANDBOX_PORT: .*got "70000"/],
    [{ LOG_LEVEL: 'loud' }, /LOG_LEVEL: .*got "loud"/],
  ])('%j is refused by name', (env, expected) => {
    expect(() => readConfig(env)).toThrow(ConfigError)
    expect(() => readConfig(env)).toThrow(expected)
  })

  it('never repeat a token in a message', () => {
    expect(() => readConfig({ DISCORD_TOKEN: 'a secret' })).toThrow(/^(?!.*a secret).*DISCORD_TOKEN/)
  })
})
