import { isoOfSqlUtc, parseJson } from '#core/columns'
import type { FieldChange } from '#core/errors'
import {
  DECISIVE_FIELDS,
  type Decisive,
  type DecisiveChange,
} from '#tickets/workflow/decisive_changes'
import db from '@adonisjs/lucid/services/db'

/**
 * Changes of the fields that decide about promises, by ticket, the oldest first, as the audit tells
 * them. One statement.
 */
export async function decisiveChanges(
  ids: readonly number[]
): Promise<Map<number, DecisiveChange[]>> {
  const rows = await db
    .from('audit_events')
    .where('subject_type', 'ticket')
    .whereIn('subject_id', [...ids])
    // The registration tells the values of the opening as changes from nothing.
    .whereNot('action', 'like', '%.registered')
    .where((some) => {
      for (const field of DECISIVE_FIELDS) void some.orWhere('changes', 'like', `%"${field}"%`)
    })
    .orderBy('subject_id')
    .orderBy('id')
    .select('subject_id', 'occurred_at', 'changes')
  const changes = new Map<number, DecisiveChange[]>()
  for (const row of rows) {
    const change = toChange(row)
    if (!change) continue
    const own = changes.get(Number(row.subject_id)) ?? []
    changes.set(Number(row.subject_id), [...own, change])
  }
  return changes
}

function toChange(row: { occurred_at: unknown; changes: unknown }): DecisiveChange | null {
  const told = parseJson<FieldChange[]>(row.changes).filter(isDecisive)
  if (told.length === 0) return null
  const side = (of: 'before' | 'after'): Partial<Decisive> =>
    Object.fromEntries(told.map((change) => [change.field, change[of]]))
  return {
    at: Date.parse(isoOfSqlUtc(row.occurred_at)!),
    before: side('before'),
    after: side('after'),
  }
}

function isDecisive({ field, before, after }: FieldChange): boolean {
  const isValue = (value: unknown) => value === null || typeof value === 'number'
  return (DECISIVE_FIELDS as readonly string[]).includes(field) && isValue(before) && isValue(after)
}
