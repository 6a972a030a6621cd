import { Refusal } from '#core/errors'

export const MOST_TAGS = 20
export const LONGEST_TAG = 40
const SEPARATOR = ', '

/** A tag as it is kept: small letters, one space between words, nothing that parts tags. */
export function plainTag(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s,;]+/g, ' ')
    .trim()
}

/** The tags of an item; `text` is the column, null when there are none. */
export function tagsOf(text: string | null): string[] {
  return text ? text.split(SEPARATOR) : []
}

/**
 * Tags as an item keeps them: plain, each once, in order; null is none.
 * @throws Refusal on the field `tags` when one is too long or there are too many
 */
export function tagText(tags: readonly string[]): string | null {
  const plain = [...new Set(tags.map(plainTag))].filter((tag) => tag !== '').sort()
  const long = plain.find((tag) => tag.length > LONGEST_TAG)
  if (long) throw new Refusal('cmdb.errors.long_tag', { tag: long, max: LONGEST_TAG }, 'tags')
  if (plain.length > MOST_TAGS) {
    throw new Refusal('cmdb.errors.many_tags', { max: MOST_TAGS }, 'tags')
  }
  return plain.length > 0 ? plain.join(SEPARATOR) : null
}

/** What people write into one cell or field, parted by commas, semicolons or lines. */
export function splitTags(text: string): string[] {
  return text.split(/[,;\n]/)
}
