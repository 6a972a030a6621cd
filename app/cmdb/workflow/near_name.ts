import { textIdentity } from '#cmdb/workflow/identity_values'

/** Shorter words are one letter apart by chance. */
const LEAST_LETTERS = 5

/**
 * Whether two names may mean one item: alike but for case, signs, leading zeros and domain, or one
 * letter apart. Other numbers are another item: `db-01` and `db-02` stand side by side.
 */
export function isNearName(one: string, other: string): boolean {
  const [left, right] = [partsOf(one), partsOf(other)]
  if (left.letters === '' && left.numbers === '') return false
  if (left.numbers !== right.numbers) return false
  if (left.letters === right.letters) return true
  const shortest = Math.min(left.letters.length, right.letters.length)
  return shortest >= LEAST_LETTERS && isOneApart(left.letters, right.letters)
}

function partsOf(name: string) {
  const text = (textIdentity(name) ?? '').normalize('NFKC')
  // Of a host name in full the domain tells nothing; an address is no name.
  const host = /^[\p{L}\d_-]*\p{L}[\p{L}\d_-]*\./u.test(text) ? text.split('.')[0]! : text
  return {
    letters: (host.match(/\p{L}+/gu) ?? []).join(''),
    numbers: (host.match(/\d+/g) ?? []).map((each) => each.replace(/^0+(?=\d)/, '')).join(' '),
  }
}

/** One letter more, less or other, or two that changed places. */
function isOneApart(one: string, other: string): boolean {
  const [short, long] = one.length <= other.length ? [one, other] : [other, one]
  if (long.length - short.length > 1) return false
  let start = 0
  while (start < short.length && short[start] === long[start]) start += 1
  if (short.length < long.length) return short.slice(start) === long.slice(start + 1)
  if (short.slice(start + 1) === long.slice(start + 1)) return true
  const isSwapped = short[start] === long[start + 1] && short[start + 1] === long[start]
  return isSwapped && short.slice(start + 2) === long.slice(start + 2)
}
