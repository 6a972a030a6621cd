import { CI_SUBJECT } from '#cmdb/actions/index_configuration_item'
import type CiRelation from '#cmdb/models/ci_relation'
import type ConfigurationItem from '#cmdb/models/configuration_item'
import type RelationType from '#cmdb/models/relation_type'
import { recordAudits } from '#core/actions/record_audit'
import type { Actor } from '#core/actor'
import type { FieldChange } from '#core/errors'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'

/** A relation in an item's history; the other end is kept by id, so that its name can be masked. */
export type RelationFact = { type: string; direction: 'forward' | 'inverse'; itemId: number }

type Entry = {
  actor: Actor
  action: 'related' | 'unrelated' | 'relation_changed'
  type: RelationType
  relation: CiRelation
  source: ConfigurationItem
  target: ConfigurationItem
  /** What an edit changed. */
  changes?: FieldChange[]
}

/** A relation appears in the history of both its ends and has one of its own (CFG-07). */
export async function recordRelation(trx: TransactionClientContract, entry: Entry) {
  const { actor, action, type, relation, source, target, changes = [] } = entry
  const ends = [
    { item: source, fact: { type: type.code, direction: 'forward', itemId: target.id } },
    { item: target, fact: { type: type.code, direction: 'inverse', itemId: source.id } },
  ] satisfies { item: ConfigurationItem; fact: RelationFact }[]
  const common = { actor, action: `configuration_item.${action}` }
  await recordAudits(trx, [
    ...ends.map(({ item, fact }) => ({
      ...common,
      ...{ subjectType: CI_SUBJECT, subjectId: item.id, organisationId: item.organisationId },
      changes: [relationChange(action, fact), ...changes],
    })),
    {
      ...{ actor, action: `ci_relation.${action}`, subjectType: 'ci_relation' },
      ...{ subjectId: relation.id, subjectVersion: relation.version },
      ...{ organisationId: source.organisationId, changes },
    },
  ])
}

function relationChange(action: Entry['action'], fact: RelationFact): FieldChange {
  const before = action === 'related' ? null : fact
  return { field: 'relation', before, after: action === 'unrelated' ? null : fact }
}
