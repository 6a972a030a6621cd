import { CI_SUBJECT } from '#cmdb/actions/index_configuration_item'
import type { RelationFact } from '#cmdb/actions/record_relation'
import { insertRows } from '#core/actions/insert_rows'
import { recordAudits, type AuditEntry } from '#core/actions/record_audit'
import type { Actor } from '#core/actor'
import { clock } from '#core/clock'
import { toSqlUtc } from '#core/columns'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'

export type RelationEnd = { id: number; organisationId: number }
export type RelationRow = {
  typeId: number
  typeCode: string
  source: RelationEnd
  target: RelationEnd
}

/** Adds relations that are known not to be there, many at a time; both histories tell of each (CFG-07). */
export async function addRelations(
  trx: TransactionClientContract,
  relations: readonly RelationRow[],
  actor: Actor
) {
  if (relations.length === 0) return
  const now = toSqlUtc(clock.now())
  await insertRows(
    trx,
    'ci_relations',
    relations.map(({ typeId, source, target }) => ({
      ...{ relation_type_id: typeId, source_id: source.id, target_id: target.id },
      ...{ created_at: now, updated_at: now },
    }))
  )
  await recordAudits(
    trx,
    relations.flatMap((relation) => entriesOf(relation, actor, 'related'))
  )
}

export function entriesOf(
  { typeCode, source, target }: Pick<RelationRow, 'typeCode' | 'source' | 'target'>,
  actor: Actor,
  action: 'related' | 'unrelated'
): AuditEntry[] {
  const ends: { end: RelationEnd; fact: RelationFact }[] = [
    { end: source, fact: { type: typeCode, direction: 'forward', itemId: target.id } },
    { end: target, fact: { type: typeCode, direction: 'inverse', itemId: source.id } },
  ]
  return ends.map(({ end, fact }) => ({
    ...{ actor, subjectType: CI_SUBJECT, subjectId: end.id, organisationId: end.organisationId },
    action: `configuration_item.${action}`,
    changes: [
      {
        field: 'relation',
        before: action === 'related' ? null : fact,
        after: action === 'related' ? fact : null,
      },
    ],
  }))
}
