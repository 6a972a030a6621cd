import { insertRows } from '#core/actions/insert_rows'
import type { Actor } from '#core/actor'
import { clock } from '#core/clock'
import { toSqlUtc } from '#core/columns'
import type { FieldChange, Plain } from '#core/errors'
import { setPersonalAside } from '#core/personal_values'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { DateTime } from 'luxon'

export type AuditEntry = {
  actor: Actor
  subjectType: string
  subjectId: number
  /** The record's version after the change. */
  subjectVersion?: number
  organisationId: number | null
  action: string
  changes?: FieldChange[]
  reason?: string | null
  occurredAt?: DateTime
}

/**
 * Writes the history of a change in the change's own transaction (G-02, G-03). Values of personal
 * fields are kept apart, where they can be erased.
 */
export async function recordAudit(trx: TransactionClientContract, entry: AuditEntry) {
  await recordAudits(trx, [entry])
}

/** The same for writers of many records at once. */
export async function recordAudits(trx: TransactionClientContract, entries: readonly AuditEntry[]) {
  const kept = entries.map((entry) => ({ entry, ...setPersonalAside(entry) }))
  const personal = kept.flatMap(({ rows }) => rows)
  if (personal.length > 0) await insertRows(trx, 'audit_personal_values', personal)
  if (kept.length === 0) return
  await insertRows(
    trx,
    'audit_events',
    kept.map(({ entry, changes }) => toAuditRow({ ...entry, changes }))
  )
}

/** The row of an entry as it is; personal values in it are the caller's to keep apart. */
export function toAuditRow(entry: AuditEntry) {
  return {
    occurred_at: toSqlUtc(entry.occurredAt ?? clock.now()),
    actor_user_id: entry.actor.userId,
    actor_label: sealedLabel(entry.actor),
    channel: entry.actor.channel,
    request_id: entry.actor.requestId,
    organisation_id: entry.organisationId,
    subject_type: entry.subjectType,
    subject_id: entry.subjectId,
    subject_version: entry.subjectVersion ?? null,
    action: entry.action,
    reason: entry.reason ?? null,
    changes: JSON.stringify(entry.changes ?? []),
  }
}

/** A name in a sealed row could never be erased: who has an account is named when the row is read. */
function sealedLabel({ userId, label }: Actor): string {
  return userId === null ? label : `user #${userId}`
}

type Changeable = { $original: Record<string, unknown>; $attributes: Record<string, unknown> }

const SILENT_FIELDS = new Set(['version', 'updatedAt', 'createdAt', 'id', 'password'])

/** What a model's pending changes would alter, field by field; call it before `save()`. */
export function pendingChanges(
  model: Changeable & { $dirty: Record<string, unknown> }
): FieldChange[] {
  return Object.keys(model.$dirty)
    .filter((field) => !SILENT_FIELDS.has(field))
    .map((field) => ({
      field,
      before: plain(model.$original[field]),
      after: plain(model.$attributes[field]),
    }))
}

function plain(value: unknown): Plain {
  return value instanceof DateTime ? value.toUTC().toISO() : ((value ?? null) as Plain)
}
