import type { ImportField } from '#core/imports/import_types'

/** Shorter words stand inside of too many others. */
const LONG_ENOUGH = 5

/**
 * Which heading most likely fills which field: the same words first, then headings that contain
 * them. A heading fills one field; a field with `after` is guessed only where that other one was.
 */
export function guessColumns(fields: readonly ImportField[], headings: readonly string[]) {
  const columns: Record<string, string> = {}
  const free = new Map(headings.map((heading) => [plainHeading(heading), heading]))
  for (const fits of [isSame, contains]) {
    for (const { key, headings: wanted, after } of fields) {
      if (columns[key] || (after && !columns[after])) continue
      const found = [...free.keys()].find((heading) => wanted.some((word) => fits(heading, word)))
      if (found === undefined) continue
      columns[key] = free.get(found)!
      free.delete(found)
    }
  }
  return columns
}

/** Case, ё, signs and doubled spaces say nothing. */
function plainHeading(heading: string): string {
  return heading
    .toLowerCase()
    .replaceAll('ё', 'е')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}

function isSame(heading: string, word: string): boolean {
  return heading === word
}

function contains(heading: string, word: string): boolean {
  return word.length >= LONG_ENOUGH && ` ${heading} `.includes(` ${word} `)
}
