import { pendingChanges, recordAudit } from '#core/actions/record_audit'
import type { Actor } from '#core/actor'
import type { FieldChange } from '#core/errors'
import type { LucidRow } from '@adonisjs/lucid/types/model'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'

type Versioned = LucidRow & { id: number; version: number }

type Event = {
  actor: Actor
  subjectType: string
  organisationId: (record: Versioned) => number | null
  action: string
  /** Changes of what stands in other tables, or of a field of the record as people read it. */
  also?: FieldChange[]
}

/**
 * Saves what is pending on a versioned record, raises its version and writes the history (G-02).
 * A save without a change leaves no trace. Returns what changed.
 */
export async function saveVersioned(
  trx: TransactionClientContract,
  record: Versioned,
  { organisationId, also = [], ...event }: Event
): Promise<FieldChange[]> {
  const told = new Set(also.map(({ field }) => field))
  const own = pendingChanges(record).filter(
    ({ field, before, after }) => before !== after && !told.has(field)
  )
  const changes = [...own, ...also]
  if (changes.length === 0) return changes

  record.version = record.$isPersisted ? record.version + 1 : 1
  await record.useTransaction(trx).save()
  await recordAudit(trx, {
    ...event,
    subjectId: record.id,
    subjectVersion: record.version,
    organisationId: organisationId(record),
    changes,
  })
  return changes
}
