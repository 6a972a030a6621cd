/** How a condition of the list of items compares; less and more leave the value itself out. */
export const CONDITION_OPERATORS = [
  'is',
  'is_not',
  'contains',
  'starts',
  'less',
  'more',
  'between',
  'empty',
  'present',
] as const
export type ConditionOperator = (typeof CONDITION_OPERATORS)[number]

/** `field` is a field of every item, or `attr.` and the key of an attribute. */
export type ListCondition = { field: string; operator: ConditionOperator; value: string }

export const ATTRIBUTE_FIELD = 'attr.'
const MOST_CONDITIONS = 10
const LONGEST_VALUE = 200

/**
 * Reads the conditions of an address: `os~contains~linux;attr.ram_gb~more~16`, values encoded as in
 * addresses. Nonsense is left out, as with every filter of a bookmark.
 */
export function readConditions(text: string | null): ListCondition[] {
  return (text ?? '').split(';').flatMap(readCondition).slice(0, MOST_CONDITIONS)
}

function readCondition(text: string): ListCondition[] {
  const [field, given, encoded = ''] = text.split('~')
  const operator = CONDITION_OPERATORS.find((each) => each === given)
  const value = decoded(encoded).trim().slice(0, LONGEST_VALUE)
  if (!field || !operator) return []
  return value !== '' || !needsValue(operator) ? [{ field, operator, value }] : []
}

export function needsValue(operator: ConditionOperator): boolean {
  return operator !== 'empty' && operator !== 'present'
}

/** The two ends of `between`, each of which counts; an end that is not given is open. */
export function endsOf(value: string): { from: string; to: string } {
  const [from = '', to = ''] = value.split('..')
  return { from: from.trim(), to: to.trim() }
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
