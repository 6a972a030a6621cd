const PARTS = /[@.\-_+]/
const SCRIPTS = ['Latin', 'Cyrillic', 'Greek', 'Armenian', 'Cherokee'].map(
  (name) => new RegExp(`\\p{Script=${name}}`, 'u')
)
/** Cyrillic and Greek letters that look like Latin ones. */
const TWINS = /^[асеорхуіјѕһԁԛԝӏαγικνορυχ\d]+$/u
const FOREIGN = /\P{ASCII}/u

/**
 * An address a provider claims, in the form accounts are compared in; null when it only looks like an
 * address: letters of several alphabets in one part, letters of one alphabet that pass for another's,
 * full-width or composed signs that would become plain ones, invisible signs.
 */
export function claimedEmail(given: string): string | null {
  const lower = given.toLowerCase()
  const email = lower.normalize('NFKC').toLowerCase()
  if (email !== lower || !/^[^@\s]+@[^@\s]+\.[^@\s]+$/u.test(email) || email.length > 200) {
    return null
  }
  if (/[\p{C}\p{Z}]/u.test(email)) return null
  return email.split(PARTS).some(isLookAlike) ? null : email
}

function isLookAlike(part: string): boolean {
  if (SCRIPTS.filter((script) => script.test(part)).length > 1) return true
  return FOREIGN.test(part) && TWINS.test(part)
}
