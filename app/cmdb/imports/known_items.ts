import { ITEM_COLUMNS } from '#cmdb/models/item_columns'
import type { ClassTree } from '#cmdb/imports/class_tree'
import { attributeKeyOf } from '#cmdb/workflow/field_names'
import { readInChunks } from '#core/queries/read_in_chunks'
import {
  BARE_SERIAL,
  HOST,
  HOST_ATTRIBUTES,
  HOST_RELATIONS,
  NAME_IDENTIFIER,
  type Identifier,
} from '#cmdb/workflow/identifiers'
import { identityOf, textIdentity } from '#cmdb/workflow/identity_values'
import { identityKeys, withName } from '#cmdb/workflow/identify'
import { parseJson } from '#core/columns'
import type { Plain } from '#core/errors'
import { portions } from '#core/portions'
import db from '@adonisjs/lucid/services/db'

/** What an import compares a row with. */
export type KnownItem = {
  id: number
  number: string
  version: number
  classId: number
  organisationId: number
  name: string
  /** Columns and attributes that have one, as JSON: as text they take a fraction of the memory. */
  values: string
  hostId: number | null
  isArchived: boolean
}

type Wanted = {
  organisationIds: readonly number[]
  /** Organisations in which numbers are looked for. */
  reachIds: readonly number[]
  /** Identity keys of rows whose host need not be known. */
  keys: ReadonlySet<string>
  /** `organisation, name` of items that rows name. */
  names: ReadonlySet<string>
  numbers: ReadonlySet<string>
  /** Classes of rows that are told by their host. */
  dependentClassIds: ReadonlySet<number>
}

const PER_QUERY = 400

/** The items of some organisations that the rows of a file may mean, found in memory. */
export class KnownItems {
  readonly #byId = new Map<number, KnownItem>()
  readonly #byKey = new Map<string, KnownItem[]>()
  readonly #byName = new Map<string, KnownItem[]>()
  readonly #byNumber = new Map<string, KnownItem>()

  private constructor(private readonly classes: ClassTree) {}

  static async load(classes: ClassTree, wanted: Wanted): Promise<KnownItems> {
    const items = new KnownItems(classes)
    for (const some of portions(wanted.organisationIds, PER_QUERY)) {
      const query = () => db.from('configuration_items').whereIn('organisation_id', some)
      await readInChunks(query, (row) => items.#take(row, wanted))
    }
    await items.#readNumbered(wanted)
    await items.#loadHosts()
    return items
  }

  byId(id: number): KnownItem | undefined {
    return this.#byId.get(id)
  }

  byKey(key: string): readonly KnownItem[] {
    return this.#byKey.get(key) ?? []
  }

  byNumber(number: string): KnownItem | undefined {
    return this.#byNumber.get(number.trim().toUpperCase())
  }

  byName(organisationId: number, name: string): readonly KnownItem[] {
    return this.#byName.get(nameKey(organisationId, name)) ?? []
  }

  #take(row: Record<string, unknown> & { id: number }, wanted: Wanted) {
    const item = toKnown(row)
    const isDependentRow = wanted.dependentClassIds.has(item.classId)
    const keys = keysOf(item, this.classes)
    const isWanted =
      isDependentRow ||
      keys.some((key) => wanted.keys.has(key)) ||
      wanted.names.has(nameKey(item.organisationId, item.name)) ||
      wanted.numbers.has(item.number)
    if (!isWanted) return
    this.#byId.set(item.id, item)
    this.#byNumber.set(item.number, item)
    push(this.#byName, nameKey(item.organisationId, item.name), item)
    for (const key of keys) push(this.#byKey, key, item)
  }

  async #readNumbered(wanted: Wanted) {
    const reach = new Set(wanted.reachIds)
    const numbers = [...wanted.numbers].filter((number) => !this.#byNumber.has(number))
    for (const some of portions(numbers, PER_QUERY)) {
      const rows = await db.from('configuration_items').whereIn('number', some)
      for (const row of rows) if (reach.has(row.organisation_id)) this.#take(row, wanted)
    }
  }

  /** Items that are told by their host get the keys that hold it. */
  async #loadHosts() {
    const dependent = [...this.#byId.values()].filter(({ classId }) =>
      this.classes.isDependent(classId)
    )
    for (const some of portions(dependent, PER_QUERY)) {
      const rows = await db
        .from('ci_relations')
        .join('relation_types', 'relation_types.id', 'ci_relations.relation_type_id')
        .whereIn(
          'ci_relations.source_id',
          some.map(({ id }) => id)
        )
        .whereIn('relation_types.code', [...HOST_RELATIONS])
        .orderBy('ci_relations.id')
        .select('ci_relations.source_id', 'ci_relations.target_id')
      for (const row of rows) {
        const item = this.#byId.get(row.source_id)!
        item.hostId ??= row.target_id
      }
    }
    for (const item of dependent.filter(({ hostId }) => hostId !== null)) {
      for (const key of keysOf(item, this.classes)) {
        if (!this.byKey(key).includes(item)) push(this.#byKey, key, item)
      }
    }
  }
}

export function nameKey(organisationId: number, name: string): string {
  // Joined, not a template: a chain of small strings would take thrice the memory.
  return [organisationId, textIdentity(name)].join('\n')
}

/** A value of a known item as it identifies. */
export function knownIdentity(item: KnownItem, classes: ClassTree, field: string): string | null {
  if (field === HOST) return item.hostId === null ? null : String(item.hostId)
  if (field === 'class') return classes.byId(item.classId).code
  return identityOf(field, currentOf(item, field))
}

/** Whether other values say that an item found by a weak identifier is not the one. */
export function speaksAgainst(
  known: (field: string) => string | null,
  told: (field: string) => string | null,
  { identifier, identifiers }: { identifier: Identifier; identifiers: readonly Identifier[] }
): 'drop' | 'doubt' | null {
  const differs = (field: string) => {
    const [one, other] = [known(field), told(field)]
    return one !== null && other !== null && one !== other
  }
  if (identifier.join() === BARE_SERIAL.join()) return differs('vendor') ? 'drop' : null
  if (identifier.join() !== NAME_IDENTIFIER.join()) return null
  // Who made it may be written in many ways; what tells it alone may not.
  const telling = identifiers.filter((each) => !each.includes('name')).flat()
  return telling.some((field) => field !== 'vendor' && differs(field)) ? 'doubt' : null
}

/** The value an item has now; null is empty. */
export function currentOf(item: KnownItem, field: string): Plain {
  const { columns, attributes } = valuesOf(item)
  const key = attributeKeyOf(field)
  return (key === null ? columns[field] : attributes[key]) ?? null
}

function keysOf(item: KnownItem, classes: ClassTree): string[] {
  return identityKeys({
    identifiers: withName(classes.identifiersOf(item.classId)),
    organisationId: item.organisationId,
    valueOf: (field) => knownIdentity(item, classes, field),
  })
}

type Values = { columns: Record<string, Plain>; attributes: Record<string, Plain> }

/** Fields of one item are asked for one after the other: it is parsed once. */
let parsed: { item: KnownItem; values: Values } | null = null

function valuesOf(item: KnownItem): Values {
  if (parsed?.item !== item) parsed = { item, values: JSON.parse(item.values) as Values }
  return parsed.values
}

function toKnown(row: Record<string, unknown> & { id: number }): KnownItem {
  const columns: Record<string, unknown> = {}
  for (const [key, column] of Object.entries(ITEM_COLUMNS)) {
    if (row[column] !== null) columns[key] = row[column]
  }
  const attributes = parseJson<Record<string, Plain>>(row.attributes) ?? {}
  const host = HOST_ATTRIBUTES.map((key) => attributes[key]).find((id) => typeof id === 'number')
  return {
    ...{ id: row.id, number: String(row.number), version: Number(row.version) },
    ...{ classId: Number(row.ci_class_id), organisationId: Number(row.organisation_id) },
    ...{ name: String(row.name), values: JSON.stringify({ columns, attributes }) },
    hostId: typeof host === 'number' ? host : null,
    isArchived: row.archived_at !== null,
  }
}

function push<Value>(map: Map<string, Value[]>, key: string, value: Value) {
  const known = map.get(key)
  if (known) known.push(value)
  else map.set(key, [value])
}
