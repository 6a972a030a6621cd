import type ConfigurationItem from '#cmdb/models/configuration_item'
import type RelationType from '#cmdb/models/relation_type'
import type { DependencyRuleType } from '#cmdb/workflow/dependency_rule'
import type { ImpactFlow } from '#cmdb/workflow/impact_edges'
import type { Principal } from '#directory/queries/principal'
import db from '@adonisjs/lucid/services/db'

type Direction = 'forward' | 'inverse'

export type RelatedItem = {
  relationId: number
  number: string
  name: string
  status: string
  icon: string
  classRu: string
  classEn: string
  groupKey: string | null
  rule: DependencyRuleType | null
  ruleValue: number | null
  /** Where a failure goes, in the place of what the type says. */
  propagates: ImpactFlow | null
  validFrom: string | null
  validTo: string | null
  dataSource: string
  confidence: number
  version: number
}

/** One sentence about an item: "depends on" and the items it names. */
export type RelationSentence = {
  typeCode: string
  direction: Direction
  labelRu: string
  labelEn: string
  /** Which failure travels: the others' to this item, this item's to the others, or none. */
  impact: 'suffers' | 'causes' | 'none'
  items: RelatedItem[]
  /** How many more the reader may not see. */
  hiddenCount: number
}

type Row = RelatedItem & { typeId: number; organisationId: number }

/** The relations of an item by type (all of them, in their order) and direction, dependencies first (CFG-06). */
export async function itemRelations(
  item: ConfigurationItem,
  types: RelationType[],
  principal: Principal
): Promise<RelationSentence[]> {
  const [forward, inverse] = await Promise.all([
    otherEnds(item.id, 'source_id', 'target_id'),
    otherEnds(item.id, 'target_id', 'source_id'),
  ])
  return types.flatMap((type) => [
    ...sentence(type, 'forward', forward, principal),
    ...sentence(type, 'inverse', inverse, principal),
  ])
}

async function otherEnds(itemId: number, nearEnd: string, farEnd: string): Promise<Row[]> {
  return db
    .from('ci_relations')
    .join('configuration_items', 'configuration_items.id', `ci_relations.${farEnd}`)
    .join('ci_classes', 'ci_classes.id', 'configuration_items.ci_class_id')
    .where(`ci_relations.${nearEnd}`, itemId)
    .orderBy('configuration_items.name')
    .orderBy('configuration_items.id')
    .select(
      'ci_relations.id as relationId',
      'ci_relations.relation_type_id as typeId',
      'ci_relations.group_key as groupKey',
      'ci_relations.rule',
      'ci_relations.rule_value as ruleValue',
      'ci_relations.propagates',
      'ci_relations.valid_from as validFrom',
      'ci_relations.valid_to as validTo',
      'ci_relations.data_source as dataSource',
      'ci_relations.confidence',
      'ci_relations.version',
      'configuration_items.number',
      'configuration_items.name',
      'configuration_items.status',
      'configuration_items.organisation_id as organisationId',
      'ci_classes.icon',
      'ci_classes.label_ru as classRu',
      'ci_classes.label_en as classEn'
    )
}

function sentence(
  type: RelationType,
  direction: Direction,
  rows: Row[],
  principal: Principal
): RelationSentence[] {
  const ofType = rows.filter((row) => row.typeId === type.id)
  if (ofType.length === 0) return []
  const visible = ofType.filter(({ organisationId }) =>
    principal.canOn('cis.view', { organisationId })
  )
  const isForward = direction === 'forward'
  return [
    {
      typeCode: type.code,
      direction,
      labelRu: isForward ? type.forwardRu : type.inverseRu,
      labelEn: isForward ? type.forwardEn : type.inverseEn,
      impact: impactOn(type, direction),
      items: visible.map(({ typeId, organisationId, ...shown }) => shown),
      hiddenCount: ofType.length - visible.length,
    },
  ]
}

function impactOn(type: RelationType, direction: Direction): RelationSentence['impact'] {
  if (type.impactFlow === 'none') return 'none'
  const sourceSuffers = type.impactFlow === 'target_to_source'
  return sourceSuffers === (direction === 'forward') ? 'suffers' : 'causes'
}
