import { expect, test } from 'vitest'
import { maskMembers } from '../../src/privacy/mask-members.ts'

const WHO = '1200000000000000103'
const PLACE = '1100000000000000001'

test.each([
  [
    'a path',
    `/data/members/${PLACE}/${WHO}.json: could not be saved`,
    `/data/members/${PLACE}/*.json: could not be saved`,
  ],
  ['a private round', `rounds/${PLACE}/q-${WHO}-0mhx0a1b2-abcd`, `rounds/${PLACE}/q-*-0mhx0a1b2-abcd`],
  ['an answer', `does not fit its schema: answers.0/${WHO}.choice`, 'does not fit its schema: answers.0/*.choice'],
  [
    'an address',
    `https://discord.com/api/v10/guilds/${PLACE}/members/${WHO}`,
    `https://discord.com/api/v10/guilds/${PLACE}/members/*`,
  ],
  ['a mention', `<@${WHO}> and <@!${WHO}>`, '<@*> and <@!*>'],
  ['a field', `{"member":"${WHO}","user_id":"${WHO}"}`, '{"member":"*","user_id":"*"}'],
  [
    'what is no member',
    `deliveries/${PLACE}/abc/2026-11-22 <#${PLACE}> <@&${PLACE}>`,
    `deliveries/${PLACE}/abc/2026-11-22 <#${PLACE}> <@&${PLACE}>`,
  ],
])('%s', (_, line, masked) => {
  expect(maskMembers(line)).toBe(masked)
})
