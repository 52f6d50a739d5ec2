/** Names under which the sandbox may be reached: only loopback. */
const HOSTS = new Set(['127.0.0.1', 'localhost', '[::1]'])

/** Whether the Host header names this server; a foreign name means a web page's DNS was turned on us. */
export function isOwnHost(host: string | undefined): boolean {
  if (!host || !URL.canParse(`http://${host}`)) return false
  return HOSTS.has(new URL(`http://${host}`).hostname)
}

/** Whether a request comes from our own page, or from no page at all. */
export function isOwnOrigin(origin: string | undefined, host: string | undefined): boolean {
  if (origin === undefined) return true
  return URL.canParse(origin) && isOwnHost(host) && new URL(origin).host === new URL(`http://${host}`).host
}
