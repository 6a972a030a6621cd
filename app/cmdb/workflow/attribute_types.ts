/** What an attribute of a class may hold (domain §4.1). */
export const CI_ATTRIBUTE_TYPES = [
  'string',
  'text',
  'int',
  'decimal',
  'bool',
  'date',
  'datetime',
  'enum',
  'multi_enum',
  'ip',
  'cidr',
  'mac',
  'fqdn',
  'url',
  'email',
  'money',
  'reference',
  'user',
  'secret',
] as const
export type CiAttributeType = (typeof CI_ATTRIBUTE_TYPES)[number]

/** Within what no two items may have the same value. */
export const UNIQUE_SCOPES = ['class', 'organisation'] as const
export type UniqueScope = (typeof UNIQUE_SCOPES)[number]

export type IndexState = 'none' | 'building' | 'ready'

/** A value of an enum; what is stored and searched is `value`. */
export type AttributeOption = { value: string; labelRu: string; labelEn: string }

export type MoneyValue = { amountMinor: number; currency: string }

/**
 * A stored value. Decimals are text, so that no digit is lost; a moment is ISO text in UTC; a
 * reference is the id of an item, a user that of a person; a secret is its cipher text.
 */
export type AttributeValue = string | number | boolean | string[] | MoneyValue

/** What comes from a form, a file or a program. */
export type AttributeInputValue = string | number | boolean | string[]

/** An attribute as the items of one class have it: inherited, tightened or the class's own. */
export type AttributeDefinition = {
  id: number
  key: string
  type: CiAttributeType
  /** Several values at once, each of the type; as the type, it never changes. */
  isMultiple: boolean
  labelRu: string
  labelEn: string
  hintRu: string | null
  hintEn: string | null
  sectionRu: string | null
  sectionEn: string | null
  unit: string | null
  options: AttributeOption[] | null
  isRequired: boolean
  isRecommended: boolean
  uniqueScope: UniqueScope | null
  isSearchable: boolean
  isDiscovered: boolean
  keepsHistory: boolean
  defaultValue: string | null
  pattern: string | null
  minValue: string | null
  maxValue: string | null
  referenceClass: string | null
  isRetired: boolean
  isBuiltin: boolean
  indexState: IndexState
  /** The class that defines it. */
  classId: number
}

type Traits = {
  /** What `minValue` and `maxValue` bound. */
  bounds: 'number' | 'length' | 'date' | null
  /** Whether `pattern` applies. */
  hasPattern: boolean
  hasUnit: boolean
  hasDefault: boolean
  /** May be searched, and be the only one of its value. */
  isIndexed: boolean
  canBeUnique: boolean
  /** May hold several values: each is a text of its own. */
  canBeMultiple: boolean
}

const PLAIN: Traits = {
  bounds: null,
  hasPattern: false,
  hasUnit: false,
  hasDefault: true,
  isIndexed: true,
  canBeUnique: true,
  canBeMultiple: false,
}
/** What several sources may each name another value of (domain §4.8). */
const NAMED: Traits = { ...PLAIN, canBeMultiple: true }
const NUMBER: Traits = { ...PLAIN, bounds: 'number', hasUnit: true }
const NEVER_INDEXED = { isIndexed: false, canBeUnique: false }

/** Which settings an attribute of a type has. */
export const TYPE_TRAITS: Record<CiAttributeType, Traits> = {
  string: { ...NAMED, bounds: 'length', hasPattern: true, hasUnit: true },
  text: { ...PLAIN, ...NEVER_INDEXED, bounds: 'length', hasDefault: false },
  int: NUMBER,
  decimal: NUMBER,
  bool: { ...PLAIN, canBeUnique: false },
  date: { ...PLAIN, bounds: 'date' },
  datetime: { ...PLAIN, bounds: 'date', hasDefault: false },
  enum: { ...PLAIN, canBeUnique: false },
  multi_enum: { ...PLAIN, canBeUnique: false, hasDefault: false },
  ip: NAMED,
  cidr: NAMED,
  mac: NAMED,
  fqdn: { ...NAMED, hasPattern: true },
  url: { ...NAMED, hasPattern: true },
  email: { ...NAMED, hasPattern: true },
  money: { ...PLAIN, bounds: 'number', canBeUnique: false, hasDefault: false },
  reference: { ...PLAIN, hasDefault: false },
  user: { ...PLAIN, hasDefault: false },
  secret: { ...PLAIN, ...NEVER_INDEXED, bounds: 'length', hasDefault: false },
}

/** So many values an attribute of several holds at most. */
export const MOST_VALUES = 50

/** Whether values of the attribute are lists: choices of several, or several of a type. */
export function holdsSeveral({
  type,
  isMultiple,
}: Pick<AttributeDefinition, 'type' | 'isMultiple'>): boolean {
  return type === 'multi_enum' || isMultiple
}

/** What history, exports and programs get in place of a secret. */
export const SECRET_MASK = '••••••'
