const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]'])

/** The address of an issuer, or null: https, and plain http on this very machine alone. */
export function issuerUrl(text: string): URL | null {
  const url = URL.canParse(text) ? new URL(text) : null
  if (!url || url.username || url.password || url.search || url.hash) return null
  return url.protocol === 'https:' || isPlainLoopback(url) ? url : null
}

/** Where plain http cannot be overheard. */
export function isPlainLoopback(url: URL): boolean {
  return url.protocol === 'http:' && LOOPBACK.has(url.hostname)
}
