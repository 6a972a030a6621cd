import {
  CATALOGUE_CLASS,
  catalogueNodes,
  type CatalogueNodes,
  type ServiceFacts,
} from '#cmdb/queries/catalogue_nodes'
import { ciClassTable, type CiClassFacts } from '#cmdb/queries/ci_class_table'
import { impactTypes, type ImpactTypeFacts } from '#cmdb/queries/impact_types'
import { readInChunks } from '#cmdb/queries/read_in_chunks'
import type { ImpactRelationRow } from '#cmdb/workflow/impact_edges'
import { buildImpactGraph, type ImpactGraph } from '#cmdb/workflow/impact_graph'
import type { DependencyRuleType } from '#cmdb/workflow/dependency_rule'
import { clock } from '#core/clock'
import db from '@adonisjs/lucid/services/db'

/** Facts of items by the graph's index: columns instead of objects, 100,000 items stay small. */
export type ImpactSnapshot = {
  key: string
  graph: ImpactGraph
  numbers: string[]
  names: string[]
  /** 0 for services that are nodes themselves. */
  organisationIds: Int32Array
  /** The catalogue's service the item stands for, 0 for none. */
  serviceIds: Int32Array
  /** Place in `classes`. */
  classIndexes: Uint16Array
  classes: CiClassFacts[]
  types: ImpactTypeFacts[]
  /** The catalogue's services that are not retired, by id. */
  services: Map<number, ServiceFacts>
}

type ItemRow = {
  id: number
  number: string
  name: string
  organisation_id: number
  service_id: number | null
  ci_class_id: number
}
type RelationRow = {
  id: number
  relation_type_id: number
  source_id: number
  target_id: number
  group_key: string | null
  rule: DependencyRuleType | null
  rule_value: number | null
}

/** Cabling carries a failure only where it is an uplink, which a group key says (domain 4.3). */
const UPLINK_TYPE = 'connects_to'

/** Reads the items and relations of the whole installation, and its services, into one graph. */
export async function loadImpactSnapshot(key: string): Promise<ImpactSnapshot> {
  const classes = [...(await ciClassTable()), CATALOGUE_CLASS]
  const types = await impactTypes()
  const catalogue = await catalogueNodes()
  const { ids, ...columns } = await readItems(classes, catalogue)
  const relations = [...(await readRelations(types)), ...catalogue.relations]
  const graph = buildImpactGraph({ nodes: ids.map((id) => ({ id })), relations, types })
  return { key, graph, ...columns, classes, types, services: catalogue.services }
}

/** Columns by ascending id: services that are nodes themselves stand before the items. */
async function readItems(classes: CiClassFacts[], catalogue: CatalogueNodes) {
  const classIndex = new Map(classes.map((each, index) => [each.id, index]))
  const ids: number[] = []
  const numbers: string[] = []
  const names: string[] = []
  const organisations: number[] = []
  const services: number[] = []
  const classOf: number[] = []
  for (const id of catalogue.ownNodes) {
    const service = catalogue.serviceOfNode.get(id)!
    ids.push(id)
    numbers.push(service.code)
    names.push(service.nameRu || service.nameEn)
    organisations.push(0)
    services.push(service.id)
    classOf.push(classIndex.get(CATALOGUE_CLASS.id)!)
  }
  const query = () =>
    db
      .from('configuration_items')
      .select('id', 'number', 'name', 'organisation_id', 'service_id', 'ci_class_id')
  await readInChunks<ItemRow>(query, (row) => {
    ids.push(row.id)
    numbers.push(row.number)
    names.push(row.name)
    organisations.push(row.organisation_id)
    services.push(row.service_id ?? 0)
    classOf.push(classIndex.get(row.ci_class_id)!)
  })
  return {
    ids,
    numbers,
    names,
    organisationIds: Int32Array.from(organisations),
    serviceIds: Int32Array.from(services),
    classIndexes: Uint16Array.from(classOf),
  }
}

/** Relations of today that may carry a failure. */
async function readRelations(types: ImpactTypeFacts[]): Promise<ImpactRelationRow[]> {
  const carrying = new Map(
    types.filter((type) => type.impactFlow !== 'none').map((type) => [type.id, type.code])
  )
  const today = clock.today('utc')
  const query = () =>
    db
      .from('ci_relations')
      .where((inner) => inner.whereNull('valid_from').orWhere('valid_from', '<=', today))
      .where((inner) => inner.whereNull('valid_to').orWhere('valid_to', '>=', today))
      .select('id', 'relation_type_id', 'source_id', 'target_id', 'group_key', 'rule', 'rule_value')

  const relations: ImpactRelationRow[] = []
  await readInChunks<RelationRow>(query, (row) => {
    const typeCode = carrying.get(row.relation_type_id)
    if (typeCode === undefined || (typeCode === UPLINK_TYPE && row.group_key === null)) return
    relations.push({
      id: row.id,
      typeCode,
      sourceId: row.source_id,
      targetId: row.target_id,
      groupKey: row.group_key,
      ruleType: row.rule,
      ruleValue: row.rule_value,
    })
  })
  return relations
}
