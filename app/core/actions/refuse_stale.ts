import { fromSqlUtc, parseJson } from '#core/columns'
import { StaleRecord, type FieldChange } from '#core/errors'
import { actorNames } from '#core/queries/actor_names'
import { resolvePersonalValues } from '#core/queries/resolve_personal_values'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'

type Versioned = { id: number; version: number }

/**
 * Refuses a write that was prepared on an older version of the record (G-15) and tells what changed
 * since. Call it inside the transaction, after the row is locked. Without `seenVersion` (a command
 * that does not depend on what was seen) nothing is refused.
 */
export async function refuseStale(
  trx: TransactionClientContract,
  subjectType: string,
  record: Versioned,
  seenVersion: number | undefined
) {
  if (seenVersion === undefined || seenVersion === record.version) return

  const events = await trx
    .from('audit_events')
    .where({ subject_type: subjectType, subject_id: record.id })
    .where('subject_version', '>', seenVersion)
    .orderBy('id')
  const parsed = events.map((event) => ({
    ...event,
    changes: parseJson<FieldChange[]>(event.changes),
  }))
  const resolved = await resolvePersonalValues(parsed, trx)
  const names = await actorNames(
    events.map((event) => event.actor_user_id),
    trx
  )
  throw new StaleRecord(
    record.version,
    resolved.map((event) => ({
      at: fromSqlUtc(event.occurred_at)!.toISO()!,
      actor: names.get(event.actor_user_id) ?? event.actor_label,
      action: event.action,
      fields: event.changes,
    }))
  )
}
