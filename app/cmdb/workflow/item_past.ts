import { attributeKeyOf } from '#cmdb/workflow/field_names'
import type { FieldChange, Plain } from '#core/errors'

/** A relation as one end tells it. */
export type RelationEnd = { type: string; direction: 'forward' | 'inverse'; itemId: number }

/**
 * What an item is at a moment: values by the names its history uses (`serialNumber`,
 * `attributes.<key>`), and its relations by `relationKey`.
 */
export type ItemState = {
  values: Readonly<Record<string, Plain>>
  relations: ReadonlySet<string>
}

/** Columns whose changes history tells, by field. */
export const ITEM_FIELDS = [
  ...['name', 'classCode', 'organisationId', 'status', 'operationalState', 'environment'],
  ...['criticality', 'siteId', 'serviceId', 'supportTeamId', 'changeTeamId', 'ownerPersonId'],
  ...['vendor', 'model', 'serialNumber', 'ipAddress', 'description', 'tags'],
  'isChangeControlled',
] as const
const FIELDS: ReadonlySet<string> = new Set(ITEM_FIELDS)

export function isItemField(field: string): boolean {
  return FIELDS.has(field) || attributeKeyOf(field) !== null
}

export function relationKey({ type, direction, itemId }: RelationEnd): string {
  return `${direction}:${type}:${itemId}`
}

export function relationOfKey(key: string): RelationEnd {
  const [direction, type, itemId] = key.split(':') as [RelationEnd['direction'], string, string]
  return { direction, type, itemId: Number(itemId) }
}

/** The relation a change of the field `relation` is about; null of anything else. */
export function relationOf(value: Plain): RelationEnd | null {
  const isRelation = value !== null && typeof value === 'object' && 'itemId' in value
  return isRelation ? (value as unknown as RelationEnd) : null
}

/**
 * What an item was before the given events, its newest first (CFG-07): every change is undone by
 * what stood there before it.
 */
export function rewind(
  now: ItemState,
  newestFirst: readonly (readonly FieldChange[])[]
): ItemState {
  const values = { ...now.values }
  const relations = new Set(now.relations)
  for (const change of newestFirst.flatMap((changes) => changes.toReversed())) {
    if (change.field === 'relation') undoRelation(relations, change)
    else if (isItemField(change.field)) values[change.field] = change.before
  }
  return { values, relations }
}

function undoRelation(relations: Set<string>, { before, after }: FieldChange) {
  const [was, is] = [relationOf(before), relationOf(after)]
  if (is && !was) relations.delete(relationKey(is))
  if (was && !is) relations.add(relationKey(was))
}
