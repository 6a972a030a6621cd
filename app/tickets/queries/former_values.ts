import { isoOfSqlUtc, parseJson } from '#core/columns'
import type { FieldChange, Plain } from '#core/errors'
import db from '@adonisjs/lucid/services/db'

type Asked = { subjectType: string; ids: readonly number[]; field: string }

/**
 * What a field of records was at a moment (epoch ms), as the audit tells it; undefined where it has
 * not changed since. One statement.
 */
export async function formerValues({ subjectType, ids, field }: Asked) {
  const rows = await db
    .from('audit_events')
    .where('subject_type', subjectType)
    .whereIn('subject_id', [...ids])
    .where('changes', 'like', `%"${field}"%`)
    .orderBy('subject_id')
    .orderBy('id')
    .select('subject_id', 'occurred_at', 'changes')
  const changes = Map.groupBy(
    rows.flatMap((row) => {
      const told = parseJson<FieldChange[]>(row.changes).find((each) => each.field === field)
      if (!told) return []
      const at = Date.parse(isoOfSqlUtc(row.occurred_at)!)
      return [{ id: Number(row.subject_id), at, before: told.before }]
    }),
    ({ id }) => id
  )
  return (id: number, at: number): Plain | undefined =>
    changes.get(id)?.find((change) => change.at > at)?.before
}
