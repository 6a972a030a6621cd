import { NAME_IDENTIFIER, type Identifier } from '#cmdb/workflow/identifiers'

/** What was found: one, none, or several that it may be. */
export type Identified<Item> = { item: Item | null; several: Item[] }

type Question<Item> = {
  identifiers: readonly Identifier[]
  organisationId: number
  /** The value of a field as it identifies, null when it says nothing. */
  valueOf: (field: string) => string | null
  find: (key: string) => readonly Item[]
  /** Whether another field says that it is not this one: `drop` it, or ask a person (`doubt`). */
  against?: (item: Item, identifier: Identifier) => 'drop' | 'doubt' | null
}

type Keyed = { identifier: Identifier; key: string }

/**
 * Which item a record is about (domain §4.8): the first identifier of which it has all values and
 * that finds somebody decides. Always within one organisation.
 */
export function identify<Item>(question: Question<Item>): Identified<Item> {
  const { find, against = () => null } = question
  for (const { identifier, key } of keyed(question)) {
    const found = find(key).filter((item) => against(item, identifier) !== 'drop')
    const isDoubtful = found.length === 1 && against(found[0]!, identifier) === 'doubt'
    if (found.length === 1 && !isDoubtful) return { item: found[0]!, several: [] }
    if (found.length > 0) return { item: null, several: found }
  }
  return { item: null, several: [] }
}

/** The keys under which an item with these values is found, the strongest first. */
export function identityKeys(question: Omit<Question<never>, 'find' | 'against'>): string[] {
  return keyed(question).map(({ key }) => key)
}

function keyed({
  identifiers,
  organisationId,
  valueOf,
}: Pick<Question<never>, 'identifiers' | 'organisationId' | 'valueOf'>): Keyed[] {
  return identifiers.flatMap((identifier) => {
    const values = identifier.map(valueOf)
    if (values.includes(null)) return []
    // Joined at once: as a chain of small strings the keys of a large file take thrice the memory.
    const key = [organisationId, identifier.join('+'), ...values].join('\n')
    return [{ identifier, key }]
  })
}

/** Items are told by their name and class as well, after everything else. */
export function withName(identifiers: readonly Identifier[]): readonly Identifier[] {
  const hasName = identifiers.some((each) => each.join() === NAME_IDENTIFIER.join())
  return hasName ? identifiers : [...identifiers, NAME_IDENTIFIER]
}
