import { toIndexedItem } from '#cmdb/actions/index_configuration_item'
import { indexValuesOfMany } from '#cmdb/actions/index_values_of_many'
import { raiseImpactVersion } from '#cmdb/actions/raise_impact_version'
import CiClass from '#cmdb/models/ci_class'
import ConfigurationItem from '#cmdb/models/configuration_item'
import RelationType from '#cmdb/models/relation_type'
import { classSchema } from '#cmdb/queries/class_schema'
import type { AttributeDefinition } from '#cmdb/workflow/attribute_types'
import { toSearchRow } from '#core/actions/index_record'
import { insertRows } from '#core/actions/insert_rows'
import { toAuditRow } from '#core/actions/record_audit'
import { takeNumbers } from '#core/actions/take_number'
import { SYSTEM_ACTOR } from '#core/actor'
import { inTransaction } from '#core/transaction'
import { benchAttributes } from '#database/bench/item_attributes'
import { stamps } from '#database/bench/load_directory'
import { readPortions, type BenchRow } from '#database/bench/read_table'

const PORTION = 500
const CLASSES: Record<string, string> = {
  NetworkDevice: 'switch',
  Server: 'physical_server',
  Hypervisor: 'hypervisor',
  VirtualMachine: 'virtual_machine',
  ApplicationSolution: 'application_instance',
}
const CRITICALITIES: Record<string, number> = { high: 2, medium: 3, low: 4 }

/**
 * Configuration items under the ids of the file, with attributes and their side index; numbers rise
 * in the same order.
 */
export async function loadItems(directory: string, onRows: (count: number) => void) {
  const classes = await readClasses()
  for await (const rows of readPortions(directory, 'cis', PORTION)) {
    await inTransaction(async (trx) => {
      const numbers = await takeNumbers(trx, 'configuration_item', rows.length)
      const items = rows.map((row, index) => {
        return toItem(row, numbers[index]!, classes.get(CLASSES[row.class!]!)!.id)
      })
      await insertRows(trx, 'configuration_items', items)
      await indexValuesOfMany(
        trx,
        rows.map((row) => ({
          ...{ id: Number(row.id), organisationId: Number(row.org), isNew: true },
          attributes: benchAttributes(row),
          definitions: classes.get(CLASSES[row.class!]!)!.definitions,
        }))
      )
      await insertRows(trx, 'search_documents', items.map(toSearch))
      await insertRows(trx, 'audit_events', items.map(toAudit))
      await raiseImpactVersion(trx)
    })
    onRows(rows.length)
  }
}

/** An edge is a dependency of `to` on `from`, each a group of its own: one that fails is enough. */
export async function loadRelations(directory: string, onRows: (count: number) => void) {
  const { id: relationTypeId } = await RelationType.findByOrFail('code', 'depends_on')
  for await (const rows of readPortions(directory, 'edges', PORTION)) {
    await inTransaction(async (trx) => {
      const relations = rows.map(({ from, to }) => ({
        relation_type_id: relationTypeId,
        source_id: Number(to),
        target_id: Number(from),
        group_key: `ci-${from}`,
        rule: 'all',
        ...stamps(),
      }))
      await insertRows(trx, 'ci_relations', relations)
      await raiseImpactVersion(trx)
    })
    onRows(rows.length)
  }
}

type Item = ReturnType<typeof toItem>

/** What each class of the files became, by code. */
async function readClasses() {
  const classes = await CiClass.query().whereIn('code', Object.values(CLASSES))
  const known = new Map<string, { id: number; definitions: readonly AttributeDefinition[] }>()
  for (const ciClass of classes) {
    const { definitions } = await classSchema(ciClass)
    known.set(ciClass.code, { id: ciClass.id, definitions })
  }
  return known
}

function toItem(row: BenchRow, number: string, classId: number) {
  return {
    id: Number(row.id),
    number,
    name: row.name!,
    ci_class_id: classId,
    organisation_id: Number(row.org),
    status: 'in_use',
    operational_state: 'ok',
    environment: 'prod',
    criticality: CRITICALITIES[row.criticity!],
    serial_number: row.serial!,
    ip_address: row.ip!,
    description: row.description!,
    attributes: JSON.stringify(benchAttributes(row)),
    version: 1,
    ...stamps(),
  }
}

function toSearch(item: Item) {
  const indexed = toIndexedItem(
    new ConfigurationItem().fill({
      id: item.id,
      number: item.number,
      name: item.name,
      organisationId: item.organisation_id,
      serialNumber: item.serial_number,
      ipAddress: item.ip_address,
      description: item.description,
    })
  )
  return toSearchRow(indexed)
}

function toAudit(item: Item) {
  return toAuditRow({
    actor: { ...SYSTEM_ACTOR, channel: 'import' },
    subjectType: 'configuration_item',
    subjectId: item.id,
    subjectVersion: 1,
    organisationId: item.organisation_id,
    action: 'configuration_item.created',
    changes: [{ field: 'name', before: null, after: item.name }],
  })
}
