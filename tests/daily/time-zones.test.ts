import { describe, expect, it } from 'vitest'
import { findZones, isTimeZone } from '../../src/daily/time-zones.ts'
import { ZONE_NAMES } from '../../src/daily/zone-names.ts'

const NOW = Date.parse('2025-11-22T00:00Z')
const zones = (text: string) => findZones(text, NOW).map(({ zone }) => zone)

describe('finding a time zone', () => {
  it.each([
    ['上海', 'Asia/Shanghai'],
    ['北京', 'Asia/Shanghai'],
    ['北京时间', 'Asia/Shanghai'],
    ['台北時間', 'Asia/Taipei'],
    ['Tokyo time', 'Asia/Tokyo'],
    ['深圳', 'Asia/Shanghai'],
    ['纽约', 'America/New_York'],
    ['紐約', 'America/New_York'],
    ['台北', 'Asia/Taipei'],
    ['臺北', 'Asia/Taipei'],
    ['香港', 'Asia/Hong_Kong'],
    ['东京', 'Asia/Tokyo'],
    ['伦敦', 'Europe/London'],
    ['雪梨', 'Australia/Sydney'],
    ['Beijing', 'Asia/Shanghai'],
    ['beij', 'Asia/Shanghai'],
    ['Shanghai', 'Asia/Shanghai'],
    ['New York', 'America/New_York'],
    ['new_york', 'America/New_York'],
    ['America/New_York', 'America/New_York'],
    ['san francisco', 'America/Los_Angeles'],
    ['Kolkata', 'Asia/Kolkata'],
    ['圣保罗', 'America/Sao_Paulo'],
    ['UTC', 'UTC'],
    ['utc', 'UTC'],
    ['GMT', 'UTC'],
    ['UTC+0', 'UTC'],
    ['世界时', 'UTC'],
    ['UTC+8', 'Etc/GMT-8'],
    ['utc + 8', 'Etc/GMT-8'],
    ['ＵＴＣ＋８', 'Etc/GMT-8'],
    ['+08:00', 'Etc/GMT-8'],
    ['GMT-5', 'Etc/GMT+5'],
    ['UTC+5:30', 'Asia/Kolkata'],
    ['Ponape', 'Pacific/Ponape'],
    ['', 'Asia/Shanghai'],
  ])('%s gives %s first', (text, zone) => {
    expect(zones(text)[0]).toBe(zone)
  })

  it('labels a zone with what it is ahead of UTC now', () => {
    expect(findZones('上海', NOW)[0]?.label).toBe('Asia/Shanghai (UTC+08:00)')
    expect(findZones('纽约', NOW)[0]?.label).toBe('America/New_York (UTC-05:00)')
    expect(findZones('纽约', Date.parse('2025-07-01'))[0]?.label).toBe('America/New_York (UTC-04:00)')
    expect(findZones('圣约翰斯', NOW)[0]?.label).toBe('America/St_Johns (UTC-03:30)')
    expect(findZones('UTC', NOW)[0]?.label).toBe('UTC (UTC+00:00)')
  })

  it('tells a fixed offset without the sign that reads the wrong way round, beside the cities that have it', () => {
    expect(findZones('UTC+8', NOW)[0]?.label).toBe('UTC+08:00')
    expect(zones('UTC+8')).toContain('Asia/Taipei')
    expect(zones('UTC+15').filter((zone) => zone.startsWith('Etc'))).toEqual([])
  })

  it.each(['', 'a', 'America/', 'UTC+1', '+'])('offers at most 25 zones, all valid and each once (%j)', (text) => {
    const found = zones(text)
    expect(found.length).toBeLessThanOrEqual(25)
    expect(new Set(found).size).toBe(found.length)
    expect(found.filter((zone) => !isTimeZone(zone))).toEqual([])
  })

  it('finds nothing for what is no place', () => {
    expect(zones('红烧肉')).toEqual([])
  })

  it('knows every zone of its own table', () => {
    expect(Object.keys(ZONE_NAMES).filter((zone) => !isTimeZone(zone))).toEqual([])
  })

  it.each([
    ['Asia/Shanghai', true],
    ['UTC', true],
    ['Etc/GMT-8', true],
    ['Asia/Atlantis', false],
    ['+08:00', false],
    ['上海', false],
    ['', false],
  ])('%j is a time zone: %s', (text, isZone) => {
    expect(isTimeZone(text)).toBe(isZone)
  })
})
