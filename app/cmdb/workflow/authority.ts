/** Kinds of sources in the order in which they are believed (domain §4.8). */
export const AUTHORITIES = [
  'discovery',
  'cloud',
  'mdm',
  'directory',
  'import_file',
  'manual',
] as const
export type Authority = (typeof AUTHORITIES)[number]

/**
 * What a source may do with a field: the one `master` of it stands above all others, and an
 * `emptying_master` may say that there is no value, `fill` writes only what is empty, `ignore` never
 * writes.
 */
export const FIELD_POLICIES = ['master', 'emptying_master', 'fill', 'ignore'] as const
export type FieldPolicy = (typeof FIELD_POLICIES)[number]
/** By field; a field that is not named goes by the authority of the source. */
export type FieldPolicies = Record<string, FieldPolicy>

/** A source as rules see it. */
export type SourceFacts = {
  code: string
  authority: Authority
  policies: FieldPolicies
  /** An empty value erases whichever field: a person said so. */
  nullErases: boolean
  /** Days after which what it wrote counts as old; null means never. */
  refreshDays: number | null
}

/** The values of a field that has several, each with the sources that name it and when last, milliseconds. */
export type SeenValues = Record<string, Record<string, number>>

/** Who wrote the value of a field, and when (ISO, UTC). A locked one is nobody's to overwrite. */
export type FieldOrigin = {
  source: string
  at: string
  isLocked?: boolean
  by?: number | null
  /** Of a field with several values; those that are not noted came with the origin itself. */
  values?: SeenValues
}
export type FieldOrigins = Record<string, FieldOrigin>

export const MANUAL_SOURCE: SourceFacts = {
  ...{ code: 'manual', authority: 'manual', policies: {}, nullErases: true, refreshDays: null },
}
export const FILE_SOURCE: SourceFacts = {
  ...{ code: 'import', authority: 'import_file', policies: {}, nullErases: true },
  refreshDays: null,
}

export function isMaster({ policies }: Pick<SourceFacts, 'policies'>, field: string): boolean {
  return policies[field] === 'master' || policies[field] === 'emptying_master'
}

/** Whether an empty value of the source means that the field has none (domain §4.8). */
export function mayEmpty({ policies, nullErases }: SourceFacts, field: string): boolean {
  return nullErases || policies[field] === 'emptying_master'
}

/**
 * The lower the more it is believed: the master of the field, then the sources in the order that the
 * class of the item gives, then others by their authority. A source nobody knows any more comes last.
 */
export function rankOf(
  source: SourceFacts | undefined,
  field: string,
  order: readonly string[] = []
): number {
  if (!source) return AUTHORITIES.length
  if (isMaster(source, field)) return -1 - order.length
  const place = order.indexOf(source.code)
  return place === -1 ? AUTHORITIES.indexOf(source.authority) : place - order.length
}
