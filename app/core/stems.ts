import snowball from 'snowball-stemmers'

const russian = snowball.newStemmer('russian')
const english = snowball.newStemmer('english')
const CYRILLIC = /[а-я]/
const MIN_LENGTH = 3
const known = new Map<string, string>()
const KNOWN_LIMIT = 50_000

/**
 * Search tokens of a text: lower case, ё as е, stemmed by script. Each carries an `x` in front and
 * at least three characters, so that MariaDB's shortest word length and stop words do not apply.
 */
export function stemsOf(text: string): string[] {
  const words =
    text
      .toLowerCase()
      .replaceAll('ё', 'е')
      .match(/[\p{L}\p{N}]+/gu) ?? []
  return [...new Set(words.map(tokenOf))]
}

function tokenOf(word: string): string {
  const cached = known.get(word)
  if (cached) return cached
  const stem = (CYRILLIC.test(word) ? russian : english).stem(word)
  const token = `x${stem}`.padEnd(MIN_LENGTH, 'x')
  if (known.size >= KNOWN_LIMIT) known.clear()
  known.set(word, token)
  return token
}
