/** What `daily` needs of pino. */
export interface DailyLogger {
  info(details: object, message: string): void
  warn(details: object, message: string): void
  error(details: object, message: string): void
}
