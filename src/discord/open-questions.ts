import { questionsOfOpenPosts } from '../daily/open-questions.ts'
import type { Call } from './command.ts'

/** The questions that channels of this server are being asked now, by `PAPER/QUESTION`. */
export async function openQuestions({ app, guild }: Call<unknown>): Promise<ReadonlySet<string>> {
  const [daily, live] = await Promise.all([questionsOfOpenPosts(app, guild, app.now()), app.live.questions(guild)])
  return new Set([...daily, ...live])
}
