const COLORS = ['#5865f2', '#3ba55d', '#d9822b', '#c2417c', '#0e8a9c', '#8256d0']

/** A round avatar with the first letter of a name, as a data URI: nothing is fetched, and the same id keeps its colour. */
export function avatarFor(id: string, name: string): string {
  const known = drawn.get(id + name)
  if (known !== undefined) return known
  const color = COLORS[Number(BigInt(id) % BigInt(COLORS.length))] ?? '#5865f2'
  const letter = escapeXml([...name.trim()][0] ?? '?').toUpperCase()
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 40"><rect width="40" height="40" fill="${color}"/><text x="20" y="27" font-family="sans-serif" font-size="20" font-weight="600" text-anchor="middle" fill="#fff">${letter}</text></svg>`
  const uri = `data:image/svg+xml,${encodeURIComponent(svg)}`
  drawn.set(id + name, uri)
  return uri
}

const drawn = new Map<string, string>()

function escapeXml(text: string): string {
  return text.replace(/[<>&"']/g, (character) => `&#${character.charCodeAt(0)};`)
}
