import { checkWork, storedWork, type Work } from '#billing/actions/check_work'
import {
  NonBillableReasonMissing,
  PeriodIsFrozen,
  TimeEntryDraft,
  TimeEntryNotDraft,
} from '#billing/errors'
import TimeEntry from '#billing/models/time_entry'
import type { NonBillableReason } from '#billing/workflow/non_billable_reasons'
import { pendingChanges, recordAudit } from '#core/actions/record_audit'
import { refuseStale } from '#core/actions/refuse_stale'
import type { Actor } from '#core/actor'
import { inTransaction } from '#core/transaction'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'

type Command = { actor: Actor; entryId: number; version: number }
type Billing = {
  isBillable: boolean
  nonBillableReason: NonBillableReason | null
  reason: string
}

export const changeTimeEntry = {
  /**
   * The author writes a draft anew; a ticket that was closed meanwhile does not stop it. Throws
   * StaleRecord, TimeEntryNotDraft and what `checkWork` throws.
   */
  async rewrite(command: Command, work: Work): Promise<void> {
    await inTransaction(async (trx) => {
      const entry = await lockDraft(trx, command)
      const zone = await checkWork(trx, entry.personId, work)
      await save(trx, entry.merge(storedWork(work, zone)), command.actor, null)
    })
  },

  /** The author takes a draft back. Throws StaleRecord, TimeEntryNotDraft. */
  async remove(command: Command): Promise<void> {
    await inTransaction(async (trx) => {
      const entry = await lockDraft(trx, command)
      await entry.useTransaction(trx).delete()
      await recordAudit(trx, {
        ...historyOf(entry, command.actor),
        action: 'time.removed',
        changes: [
          { field: 'workDate', before: entry.workDate, after: null },
          { field: 'rawMinutes', before: entry.rawMinutes, after: null },
        ],
      })
    })
  },

  /**
   * Who approves decides otherwise whether the client pays, and says why (§7.5). Throws StaleRecord,
   * PeriodIsFrozen, TimeEntryDraft, NonBillableReasonMissing.
   */
  async judge(command: Command, { reason, ...billing }: Billing): Promise<void> {
    await inTransaction(async (trx) => {
      const entry = await lock(trx, command)
      if (entry.state === 'draft') throw new TimeEntryDraft()
      const { isBillable, nonBillableReason } = billing
      if (!isBillable && nonBillableReason === null) throw new NonBillableReasonMissing()
      entry.merge({ isBillable, nonBillableReason: isBillable ? null : nonBillableReason })
      await save(trx, entry, command.actor, reason)
    })
  },
}

async function lock(trx: TransactionClientContract, { entryId, version }: Command) {
  const entry = await TimeEntry.query({ client: trx })
    .where('id', entryId)
    .forUpdate()
    .firstOrFail()
  await refuseStale(trx, 'time_entry', entry, version)
  if (entry.billingPeriodId !== null) throw new PeriodIsFrozen()
  return entry
}

async function lockDraft(trx: TransactionClientContract, command: Command) {
  const entry = await lock(trx, command)
  if (entry.state !== 'draft') throw new TimeEntryNotDraft()
  return entry
}

async function save(
  trx: TransactionClientContract,
  entry: TimeEntry,
  actor: Actor,
  reason: string | null
) {
  // What only the desk may read stays out of a history that others read too (G-11).
  const changes = pendingChanges(entry).filter(({ field }) => field !== 'internalNote')
  if (Object.keys(entry.$dirty).length === 0) return
  await entry
    .merge({ version: entry.version + 1 })
    .useTransaction(trx)
    .save()
  if (changes.length === 0) return
  await recordAudit(trx, { ...historyOf(entry, actor), action: 'time.changed', reason, changes })
}

/** Part of the ticket's own history, where people look for it. */
function historyOf({ ticketId, organisationId }: TimeEntry, actor: Actor) {
  return { actor, subjectType: 'ticket', subjectId: ticketId, organisationId }
}
