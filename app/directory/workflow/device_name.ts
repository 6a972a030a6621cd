/** More particular names first: most browsers also claim to be Chrome and Safari. */
const BROWSERS = [
  ['YaBrowser', 'Yandex Browser'],
  ['Edg', 'Edge'],
  ['OPR', 'Opera'],
  ['Firefox', 'Firefox'],
  ['FxiOS', 'Firefox'],
  ['CriOS', 'Chrome'],
  ['Chrome', 'Chrome'],
  ['Safari', 'Safari'],
] as const

const SYSTEMS = [
  ['Windows', 'Windows'],
  ['Android', 'Android'],
  ['iPhone', 'iOS'],
  ['iPad', 'iPadOS'],
  ['Mac OS X', 'macOS'],
  ['CrOS', 'ChromeOS'],
  ['Linux', 'Linux'],
] as const

export type Device = { name: string | null; isMobile: boolean }

/** A browser's own description as people would say it: "Firefox, Windows". */
export function deviceOf(userAgent: string | null): Device {
  const agent = userAgent ?? ''
  const browser = BROWSERS.find(([sign]) => agent.includes(sign))?.[1]
  const system = SYSTEMS.find(([sign]) => agent.includes(sign))?.[1]
  const name = [browser, system].filter(Boolean).join(', ')
  return { name: name || null, isMobile: /Mobile|Android|iPhone|iPad/.test(agent) }
}
