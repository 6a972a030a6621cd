import CiClass from '#cmdb/models/ci_class'
import ConfigurationItem from '#cmdb/models/configuration_item'
import { GONE } from '#cmdb/queries/items_in_use_of'
import { classSchema } from '#cmdb/queries/class_schema'
import { chainOf } from '#cmdb/workflow/class_tree'
import { HOST, identifiersOf, toIdentifier } from '#cmdb/workflow/identifiers'
import { serialIdentity, textIdentity } from '#cmdb/workflow/identity_values'
import { indexedValues, isIndexed } from '#cmdb/workflow/indexed_values'
import { isNearName } from '#cmdb/workflow/near_name'
import { readAttributeValue } from '#cmdb/workflow/read_attribute_value'
import type { Principal } from '#directory/queries/principal'
import db from '@adonisjs/lucid/services/db'

/** What is known of an item that is about to be made. */
export type NewItemFacts = {
  classCode: string
  organisationId: number
  name: string
  serialNumber: string | null
  ipAddress: string | null
  attributes: Record<string, string>
}
/** `reason` is the field both have alike. */
export type SimilarItem = { item: ConfigurationItem; reason: string }

const OFFERED = 5
const COMPARED = 20_000

/**
 * Items of the same organisation within one's sight that may be the one about to be made: those with
 * a value by which its class tells items (domain §4.8), then those with almost its name.
 */
export async function similarItems(
  principal: Principal,
  facts: NewItemFacts
): Promise<SimilarItem[]> {
  const fields = await identifyingFields(facts.classCode)
  const found = new Map<number, string>()
  const visible = () =>
    ConfigurationItem.visibleTo(principal)
      .where('configuration_items.organisation_id', facts.organisationId)
      .whereNotIn('configuration_items.status', [...GONE])
  for (const [field, ids] of await sameValues(facts, fields, visible)) {
    for (const id of ids) if (!found.has(id)) found.set(id, field)
  }
  if (facts.name.trim().length > 1) {
    const rows = await visible()
      .select('configuration_items.id', 'configuration_items.name')
      .orderBy('configuration_items.id')
      .limit(COMPARED)
      .pojo<{ id: number; name: string }>()
    const near = rows.filter(({ name }) => isNearName(name, facts.name))
    for (const { id } of near) if (!found.has(id)) found.set(id, 'name')
  }
  const ids = [...found.keys()].slice(0, OFFERED)
  const items = await visible()
    .whereIn('configuration_items.id', ids)
    .preload('ciClass')
    .select('configuration_items.*')
  return ids.flatMap((id) => {
    const item = items.find((each) => each.id === id)
    return item ? [{ item, reason: found.get(id)! }] : []
  })
}

type Visible = () => ReturnType<typeof ConfigurationItem.visibleTo>
type Identifying = { fields: ReadonlySet<string>; ciClass: CiClass | undefined }

async function identifyingFields(classCode: string): Promise<Identifying> {
  const classes = await CiClass.query()
  const ciClass = classes.find(({ code }) => code === classCode)
  const chain = ciClass ? chainOf(classes, ciClass.id) : []
  const given = new Map(chain.map(({ code, identifiers }) => [code, identifiers]))
  const identifiers = identifiersOf(
    chain.map(({ code }) => code),
    (code) => given.get(code)?.map((each) => toIdentifier(each)) ?? null
  )
  const told = identifiers.flat().filter((field) => field !== HOST)
  return { fields: new Set(['serialNumber', ...told]), ciClass }
}

async function sameValues(
  { serialNumber, ipAddress, attributes }: NewItemFacts,
  { fields, ciClass }: Identifying,
  visible: Visible
): Promise<[field: string, ids: number[]][]> {
  const found: [string, number[]][] = []
  const take = async (field: string, query: ReturnType<Visible>) => {
    const rows = await query.select('configuration_items.id').limit(OFFERED)
    found.push([field, rows.map(({ id }) => id)])
  }
  const serial = serialIdentity(serialNumber ?? '')
  if (serial) {
    const same = 'upper(configuration_items.serial_number) = ?'
    await take('serialNumber', visible().whereRaw(same, [serial]))
  }
  const address = textIdentity(ipAddress ?? '')
  if (address && fields.has('ipAddress')) {
    await take('ipAddress', visible().where('configuration_items.ip_address', address))
  }
  const definitions = ciClass ? (await classSchema(ciClass)).definitions : []
  for (const definition of definitions) {
    const field = `attributes.${definition.key}`
    const text = attributes[definition.key]
    if (!text || definition.type === 'secret' || !isIndexed(definition)) continue
    if (!fields.has(field) && definition.uniqueScope === null) continue
    const value = readAttributeValue(definition, text)
    const [indexed] = value === undefined ? [] : indexedValues(definition.type, value)
    if (!indexed?.string) continue
    const items = db
      .from('ci_attribute_values')
      .where({ attribute_id: definition.id, string_value: indexed.string })
    await take(field, visible().whereIn('configuration_items.id', items.select('item_id')))
  }
  return found
}
