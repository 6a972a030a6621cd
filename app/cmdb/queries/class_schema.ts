import CiAttributeOverride from '#cmdb/models/ci_attribute_override'
import CiClass from '#cmdb/models/ci_class'
import CiClassAttribute from '#cmdb/models/ci_class_attribute'
import type ConfigurationItem from '#cmdb/models/configuration_item'
import { SECRET_MASK } from '#cmdb/workflow/attribute_types'
import { compileClassSchema, type ClassSchema } from '#cmdb/workflow/class_schema'
import { chainOf } from '#cmdb/workflow/class_tree'
import { inheritAttributes } from '#cmdb/workflow/inheritance'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'

type Versioned = { id: number; schemaVersion: number }

/** One compiled schema per class; the version in the database says whether it is still true. */
const compiled = new Map<number, { version: number; schema: ClassSchema }>()

/**
 * What the items of a class are checked by (CFG-02): its attributes, those inherited first. Compiled
 * once per version of the class in every process; `ciClass` is a row that was just read.
 */
export async function classSchema(
  ciClass: Versioned,
  trx?: TransactionClientContract
): Promise<ClassSchema> {
  const known = compiled.get(ciClass.id)
  if (known?.version === ciClass.schemaVersion) return known.schema
  const schema = await loadClassSchema(ciClass.id, trx)
  compiled.set(ciClass.id, { version: ciClass.schemaVersion, schema })
  return schema
}

/**
 * The attributes of an item whose class is loaded, for programs and exports: null where it has none,
 * secrets masked.
 */
export async function readableAttributes(
  item: ConfigurationItem
): Promise<Record<string, unknown>> {
  const { definitions } = await classSchema(item.ciClass)
  const pairs = definitions.map(({ key, type }) => {
    const value = item.attributes[key] ?? null
    return [key, type === 'secret' && value !== null ? SECRET_MASK : value] as const
  })
  return Object.fromEntries(pairs)
}

/**
 * The same for a writer of items: the class stays as it is until the transaction ends. Throws
 * E_ROW_NOT_FOUND.
 */
export async function lockedClassSchema(
  trx: TransactionClientContract,
  classId: number
): Promise<ClassSchema> {
  const row = await trx
    .from('ci_classes')
    .where('id', classId)
    .select('id', 'schema_version')
    .forShare()
    .firstOrFail()
  return classSchema({ id: row.id, schemaVersion: Number(row.schema_version) }, trx)
}

/** Reads and compiles past the cache; in a transaction it sees what was committed last. */
export async function loadClassSchema(
  classId: number,
  trx?: TransactionClientContract
): Promise<ClassSchema> {
  const classes = await latest(CiClass.query({ client: trx }), trx)
  const chain = chainOf(classes, classId)
  const ids = chain.map(({ id }) => id)
  const attributes = await latest(
    CiClassAttribute.query({ client: trx }).whereIn('ciClassId', ids).orderBy('position'),
    trx
  )
  const overrides = await latest(
    CiAttributeOverride.query({ client: trx }).whereIn('ciClassId', ids),
    trx
  )
  const definitions = inheritAttributes(
    ids,
    attributes.map(({ definition }) => definition),
    overrides.map(({ tightening }) => tightening)
  )
  const { namingRule, namingHintRu, namingHintEn } = namingOf(chain)
  return compileClassSchema({ classId, namingRule, namingHintRu, namingHintEn }, definitions)
}

/** A locking read is not bound to what the transaction saw first. */
function latest<Query extends { forShare(): unknown }>(query: Query, trx: unknown): Query {
  if (trx) query.forShare()
  return query
}

/** The nearest rule holds. */
function namingOf(chain: readonly CiClass[]): CiClass {
  return chain.find(({ namingRule }) => namingRule !== null) ?? chain[0]!
}
