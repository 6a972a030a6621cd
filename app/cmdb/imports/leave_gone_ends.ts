import { GONE_END, lockGone } from '#cmdb/actions/refuse_gone_ends'
import type { RelationRow } from '#cmdb/actions/write_relations'
import type { RowProblem } from '#core/imports/import_types'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'

type ByRow = ReadonlyMap<number, RelationRow[]>

/**
 * Relations of rows without those an end of which went out of use since the preview, and what their
 * rows tell instead. All ends are locked, so none goes now.
 */
export async function leaveGoneEnds(trx: TransactionClientContract, wanted: ByRow) {
  const ids = [...wanted.values()].flat().flatMap(({ source, target }) => [source.id, target.id])
  const gone = await lockGone(trx, ids)
  const related = new Map<number, RelationRow[]>()
  const left = new Map<number, RowProblem[]>()
  for (const [row, relations] of wanted) {
    const made: RelationRow[] = []
    const problems: RowProblem[] = []
    for (const relation of relations) {
      const name = gone.get(relation.target.id) ?? gone.get(relation.source.id)
      if (name === undefined) made.push(relation)
      else problems.push({ field: null, key: GONE_END, params: { name } })
    }
    related.set(row, made)
    left.set(row, problems)
  }
  return { related, left }
}
