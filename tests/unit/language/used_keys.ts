/** Calls that name a message: `t('…')` on pages; `i18n.t('…')`, refusals and labels on the server. */
const PAGE_CALL = /\bt\(\s*(?<text>'[^'\n]+'|`[^`\n]+`)/g
const SERVER_CALL =
  /(?:\bi18n\.t\(|\bRefusal\(|\bmessageKey:|\bsuper\()\s*(?<text>'[a-z_]+\.[^'\n]+'|`[a-z_]+\.[^`\n]+`)/g

export type UsedKey = { path: string; key: string }

export function keysOfPage(path: string, source: string): UsedKey[] {
  return keys(path, source, PAGE_CALL)
}

export function keysOfServer(path: string, source: string): UsedKey[] {
  return keys(path, source, SERVER_CALL)
}

/** A literal key must exist; of a key with `${…}` inside at least one message must fit. */
export function isKnown(key: string, messages: ReadonlyMap<string, string>): boolean {
  if (!key.includes('${')) return messages.has(key)
  const parts = key.split(/\$\{[^}]*\}/).map((part) => part.replace(/[.*+?^()|[\]\\]/g, '\\$&'))
  const pattern = new RegExp(`^${parts.join('.+')}$`)
  return [...messages.keys()].some((known) => pattern.test(known))
}

function keys(path: string, source: string, call: RegExp): UsedKey[] {
  return [...source.matchAll(call)].map((match) => ({
    path,
    key: match.groups!.text!.slice(1, -1),
  }))
}
