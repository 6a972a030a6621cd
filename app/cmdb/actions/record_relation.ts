import { CI_SUBJECT } from '#cmdb/actions/index_configuration_item'
import type CiRelation from '#cmdb/models/ci_relation'
import type ConfigurationItem from '#cmdb/models/configuration_item'
import type RelationType from '#cmdb/models/relation_type'
import { recordAudits, type AuditEntry } from '#core/actions/record_audit'
import type { Actor } from '#core/actor'
import type { FieldChange } from '#core/errors'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'

/** A relation in an item's history; the other end is kept by id, so that its name can be masked. */
export type RelationFact = { type: string; direction: 'forward' | 'inverse'; itemId: number }

type RelationAction = 'related' | 'unrelated' | 'relation_changed'

type Entry = {
  actor: Actor
  action: RelationAction
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
  const facts = { id: relation.id, version: relation.version, typeCode: type.code, source, target }
  await recordAudits(trx, relationEntries(facts, { actor, action, changes }))
}

export type RelationEnd = { id: number; organisationId: number }
export type RecordedRelation = {
  id: number
  version: number
  typeCode: string
  source: RelationEnd
  target: RelationEnd
}
type Told = { actor: Actor; action: RelationAction; changes?: readonly FieldChange[] }

/** What the histories of both ends and the relation's own tell, for many relations at a time. */
export function relationEntries(
  { id, version, typeCode, source, target }: RecordedRelation,
  { actor, action, changes = [] }: Told
): AuditEntry[] {
  const ends: { end: RelationEnd; fact: RelationFact }[] = [
    { end: source, fact: { type: typeCode, direction: 'forward', itemId: target.id } },
    { end: target, fact: { type: typeCode, direction: 'inverse', itemId: source.id } },
  ]
  return [
    ...ends.map(({ end, fact }) => ({
      ...{ actor, action: `configuration_item.${action}`, subjectType: CI_SUBJECT },
      ...{ subjectId: end.id, organisationId: end.organisationId },
      changes: [relationChange(action, fact), ...changes],
    })),
    {
      ...{ actor, action: `ci_relation.${action}`, subjectType: 'ci_relation' },
      ...{ subjectId: id, subjectVersion: version },
      ...{ organisationId: source.organisationId, changes: [...changes] },
    },
  ]
}

function relationChange(action: RelationAction, fact: RelationFact): FieldChange {
  const before = action === 'related' ? null : fact
  return { field: 'relation', before, after: action === 'unrelated' ? null : fact }
}
