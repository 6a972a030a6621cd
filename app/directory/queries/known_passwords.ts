import { dictionary } from '@zxcvbn-ts/language-common'

let known: ReadonlySet<string> | null = null

/** Whether a lower-case text is among the 49,000 passwords seen most in leaks. The list is part of Opora. */
export function isKnownPassword(text: string): boolean {
  known ??= new Set(dictionary['passwords-common'])
  return known.has(text)
}
