import CiClassAttribute from '#cmdb/models/ci_class_attribute'
import ConfigurationItem from '#cmdb/models/configuration_item'
import { ciClassTable, type CiClassFacts } from '#cmdb/queries/ci_class_table'
import type { AttributeDefinition } from '#cmdb/workflow/attribute_types'
import { attributeKeyOf } from '#cmdb/workflow/field_names'
import { relationOf } from '#cmdb/workflow/item_past'
import type { FieldChange, Plain } from '#core/errors'
import { portions } from '#core/portions'
import type { Principal } from '#directory/queries/principal'
import db from '@adonisjs/lucid/services/db'

/** A value as people read it; `number` is of the item it names. */
export type ShownValue = { text: string; number: string | null }

type Texts = { ru: string; en: string }

/** What the values of changes name. */
export type Names = {
  classes: CiClassFacts[]
  /** Attributes by key; classes apart may have different ones. */
  definitions: Map<string, AttributeDefinition[]>
  relationTypes: Map<string, Record<'forward' | 'inverse', Texts>>
  /** Items the reader may see. */
  items: Map<number, ShownValue>
  people: Map<number, ShownValue>
  /** Names by field and id or code. */
  records: Record<string, Map<string, string>>
}

/** A change whose value is the field that was locked or opened. */
export const LOCKED_FIELD = 'lockedField'

const PER_READ = 500

/** Reads the names that the values of changes need, each kind with one statement at most. */
export async function loadNames(
  changes: readonly FieldChange[],
  principal: Principal
): Promise<Names> {
  const fields = new Set([
    ...changes.map(({ field }) => field),
    ...valuesOf(changes, (field) => field === LOCKED_FIELD).map(String),
  ])
  const keys = [...fields].flatMap((field) => attributeKeyOf(field) ?? [])
  const definitions = await definitionsOf(keys)
  const namesClass = fields.has('classCode') || fields.has('ciClassId')
  const isAmbiguous = [...definitions.values()].some(({ length }) => length > 1)
  const classes = namesClass || isAmbiguous ? await ciClassTable() : []
  const idsOf = (type: 'reference' | 'user') =>
    valuesOf(changes, (field) => {
      const [first] = definitions.get(attributeKeyOf(field) ?? '') ?? []
      return first?.type === type
    }).map(Number)
  const relations = changes
    .filter(({ field }) => field === 'relation')
    .flatMap(({ before, after }) => relationOf(after ?? before) ?? [])
  return {
    classes,
    definitions,
    relationTypes: relations.length > 0 ? await relationTypes() : new Map(),
    items: await itemsOf(
      [...idsOf('reference'), ...relations.map(({ itemId }) => itemId)],
      principal
    ),
    people: await peopleOf(idsOf('user')),
    records: await recordsOf(changes, classes, principal),
  }
}

function valuesOf(changes: readonly FieldChange[], has: (field: string) => boolean): Plain[] {
  const values = changes
    .filter(({ field }) => has(field))
    .flatMap(({ before, after }) => [before, after])
  return [...new Set(values)].filter((value) => value !== null)
}

async function definitionsOf(keys: string[]): Promise<Map<string, AttributeDefinition[]>> {
  if (keys.length === 0) return new Map()
  const rows = await CiClassAttribute.query().whereIn('key', keys)
  return Map.groupBy(
    rows.map(({ definition }) => definition),
    ({ key }) => key
  )
}

async function relationTypes(): Promise<Names['relationTypes']> {
  const rows = await db.from('relation_types')
  return new Map(
    rows.map((row) => [
      String(row.code),
      {
        forward: { ru: row.forward_ru, en: row.forward_en },
        inverse: { ru: row.inverse_ru, en: row.inverse_en },
      },
    ])
  )
}

async function itemsOf(ids: number[], principal: Principal): Promise<Map<number, ShownValue>> {
  const found = new Map<number, ShownValue>()
  const distinct = [...new Set(ids)]
  for (const some of portions(distinct, PER_READ)) {
    const items = await ConfigurationItem.visibleTo(principal)
      .whereIn('configuration_items.id', some)
      .select('configuration_items.id', 'configuration_items.name', 'configuration_items.number')
    for (const { id, name, number } of items) found.set(id, { text: name, number })
  }
  return found
}

/** As with the owner: who sees the item sees whom it names. */
async function peopleOf(ids: number[]): Promise<Map<number, ShownValue>> {
  const names = await namesIn('people', 'display_name', ids.map(String))
  return new Map([...names].map(([id, text]) => [Number(id), { text, number: null }]))
}

async function recordsOf(
  changes: readonly FieldChange[],
  classes: CiClassFacts[],
  { locale }: Principal
): Promise<Names['records']> {
  const ids = (field: string) => valuesOf(changes, (each) => each === field).map(String)
  const read = (table: string, column: string, field: string) => namesIn(table, column, ids(field))
  const label = ({ labelRu, labelEn }: CiClassFacts) => (locale === 'ru' ? labelRu : labelEn)
  return {
    organisationId: await read('organisations', 'name', 'organisationId'),
    siteId: await read('sites', 'name', 'siteId'),
    supportTeamId: await read('teams', 'name', 'supportTeamId'),
    changeTeamId: await read('teams', 'name', 'changeTeamId'),
    ownerPersonId: await read('people', 'display_name', 'ownerPersonId'),
    serviceId: await read('services', `name_${locale}`, 'serviceId'),
    classCode: new Map(classes.map((each) => [each.code, label(each)])),
    ciClassId: new Map(classes.map((each) => [String(each.id), label(each)])),
  }
}

async function namesIn(table: string, column: string, ids: string[]) {
  if (ids.length === 0) return new Map<string, string>()
  const rows = await db.from(table).whereIn('id', ids.map(Number)).select('id', `${column} as name`)
  return new Map(rows.map((row) => [String(row.id), String(row.name)]))
}
