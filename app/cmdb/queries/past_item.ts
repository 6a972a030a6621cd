import type ConfigurationItem from '#cmdb/models/configuration_item'
import { ciClassTable } from '#cmdb/queries/ci_class_table'
import { describeChanges, type ShownChange } from '#cmdb/queries/describe_changes'
import { itemAsOf } from '#cmdb/queries/items_as_of'
import type { ShownValue } from '#cmdb/queries/item_value_names'
import { attributeKeyOf } from '#cmdb/workflow/field_names'
import { ITEM_FIELDS, relationOfKey, type ItemState } from '#cmdb/workflow/item_past'
import { clock } from '#core/clock'
import { textOf } from '#core/queries/list_query'
import type { FieldChange, Plain } from '#core/errors'
import type { Principal } from '#directory/queries/principal'
import { DateTime } from 'luxon'

export type PastFact = { field: string; label: string; value: ShownValue }
export type PastRelation = { label: string; items: ShownValue[]; hiddenCount: number }
export type PastItem = {
  at: string
  /** Null: it was not in the CMDB yet. */
  was: {
    name: string
    status: string
    class: { labelRu: string; labelEn: string; icon: string } | null
    facts: PastFact[]
    attributes: PastFact[]
    relations: PastRelation[]
  } | null
}

const DAY = /^\d{4}-\d{2}-\d{2}$/
/** Shown in the head of the page. */
const IN_HEAD = new Set(['name', 'classCode', 'status', 'isChangeControlled'])

/**
 * The moment an address names: an ISO moment, in the given zone unless it says its own; a bare day
 * is its last second. Null for nonsense and for what is not past.
 */
export function readMoment(given: unknown, zone: string): DateTime<true> | null {
  const text = textOf(given)
  if (text === null) return null
  const read = DateTime.fromISO(text, { zone })
  const moment = DAY.test(text) ? read.endOf('day').startOf('second') : read
  return moment.isValid && moment < clock.now() ? moment.toUTC() : null
}

/** An item as it was at a moment, in words (CFG-07). */
export async function pastItem(
  item: ConfigurationItem,
  at: DateTime<true>,
  principal: Principal
): Promise<PastItem> {
  const state = await itemAsOf(item.id, at)
  return { at: at.toISO(), was: state && (await inWords(state, principal)) }
}

async function inWords({ values, relations }: ItemState, principal: Principal) {
  const classCode = String(values.classCode)
  const shown = (fields: readonly string[]) =>
    fields
      .filter((field) => isThere(values[field]))
      .map((field): FieldChange => ({ field, before: null, after: values[field]! }))
  const facts = shown(ITEM_FIELDS.filter((field) => !IN_HEAD.has(field)))
  const attributes = shown(Object.keys(values).filter((key) => attributeKeyOf(key) !== null))
  const ends = [...relations].sort().map((key): FieldChange => ({
    field: 'relation',
    ...{ before: null, after: relationOfKey(key) as unknown as Plain },
  }))
  const told = [facts, attributes, ends].map((changes) => ({ classCode, changes }))
  const [base, own, others] = await describeChanges(told, principal)
  const ciClass = (await ciClassTable()).find(({ code }) => code === classCode)
  return {
    name: String(values.name),
    status: String(values.status),
    class: ciClass
      ? { labelRu: ciClass.labelRu, labelEn: ciClass.labelEn, icon: ciClass.icon }
      : null,
    facts: base!.map(toFact),
    attributes: own!.map(toFact),
    relations: toRelations(others!),
  }
}

function isThere(value: Plain | undefined): boolean {
  return value !== null && value !== undefined && value !== ''
}

function toFact({ field, label, after }: ShownChange): PastFact {
  return { field, label, value: after! }
}

function toRelations(ends: readonly ShownChange[]): PastRelation[] {
  const byLabel = Map.groupBy(ends, ({ label }) => label)
  return [...byLabel].map(([label, of]) => {
    const items = of.map(({ after }) => after!).filter(({ number }) => number !== null)
    const inOrder = items.toSorted((left, right) => left.text.localeCompare(right.text))
    return { label, items: inOrder, hiddenCount: of.length - items.length }
  })
}
