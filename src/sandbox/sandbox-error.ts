/** What an operator can set right; the message says what to do. */
export class SandboxError extends Error {
  override readonly name = 'SandboxError'
}

/** The code of a system error, such as EADDRINUSE. */
export function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined
}
