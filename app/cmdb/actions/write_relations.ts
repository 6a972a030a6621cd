import {
  relationEntries,
  type RecordedRelation,
  type RelationEnd,
} from '#cmdb/actions/record_relation'
import { insertRows } from '#core/actions/insert_rows'
import { recordAudits } from '#core/actions/record_audit'
import type { Actor } from '#core/actor'
import { clock } from '#core/clock'
import { toSqlUtc } from '#core/columns'
import { portions } from '#core/portions'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'

export type RelationRow = {
  typeId: number
  typeCode: string
  source: RelationEnd
  target: RelationEnd
}

const PER_QUERY = 400

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
  const recorded = await withIds(trx, relations)
  await recordAudits(
    trx,
    recorded.flatMap((relation) => relationEntries(relation, { actor, action: 'related' }))
  )
}

/** What was added has the highest id of its ends and type. */
async function withIds(
  trx: TransactionClientContract,
  relations: readonly RelationRow[]
): Promise<RecordedRelation[]> {
  const known = new Map<string, { id: number; version: number }>()
  const sources = [...new Set(relations.map(({ source }) => source.id))]
  for (const some of portions(sources, PER_QUERY)) {
    const rows = await trx
      .from('ci_relations')
      .whereIn('source_id', some)
      .orderBy('id')
      .select('id', 'version', 'relation_type_id', 'source_id', 'target_id')
    for (const row of rows) {
      const key = [row.relation_type_id, row.source_id, row.target_id].join(' ')
      known.set(key, { id: row.id, version: Number(row.version) })
    }
  }
  return relations.map(({ typeId, typeCode, source, target }) => ({
    ...known.get([typeId, source.id, target.id].join(' '))!,
    ...{ typeCode, source, target },
  }))
}
