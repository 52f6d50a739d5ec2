import type { Command } from '../src/discord/command.ts'
import { daily } from './daily.ts'
import { help } from './help.ts'
import { leaderboard } from './leaderboard.ts'
import { lookup } from './lookup.ts'
import { paper } from './paper.ts'
import { privacy } from './privacy.ts'
import { quiz } from './quiz.ts'
import { settings } from './settings.ts'
import { summary } from './summary.ts'

/** Every slash command: what the bot answers, and what is registered with Discord. */
export const commands: readonly Command[] = [summary, lookup, quiz, leaderboard, daily, paper, settings, privacy, help]
