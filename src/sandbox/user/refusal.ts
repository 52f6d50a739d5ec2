/** What a person's client would not let them do; the page shows the message. */
export class UserRefusal extends Error {
  readonly status: 400 | 403 | 404 | 413
  readonly code: string

  constructor(status: 400 | 403 | 404 | 413, code: string, message: string) {
    super(message)
    this.status = status
    this.code = code
  }
}
