import { thawPeriod } from '#billing/actions/freeze_period'
import { lockContract, refuseWhenFollowed, type PeriodCommand } from '#billing/actions/move_period'
import { DocumentsAreMade, PeriodStepNotAllowed, UnlockNeedsAnother } from '#billing/errors'
import BillingPeriod from '#billing/models/billing_period'
import PeriodDocument from '#billing/models/period_document'
import { LOCKED_STATES } from '#billing/workflow/period_papers'
import { recordAudit } from '#core/actions/record_audit'
import { refuseStale } from '#core/actions/refuse_stale'
import type { Actor } from '#core/actor'
import { clock } from '#core/clock'
import { toSqlUtc } from '#core/columns'
import { inTransaction } from '#core/transaction'
import { periodOfMonth } from '#contracts/queries/billing_cycle'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'

type Act = 'unlock_asked' | 'unlock_refused' | 'unlocked'

/**
 * A locked period is opened again by two people (§7.6): one asks with a reason, another who may
 * unlock confirms. The lines of before stay as the revision they were; the next approval writes
 * another, and links to the documents of before end.
 */
export const unlockPeriod = {
  /** Throws StaleRecord, PeriodStepNotAllowed, LaterPeriodFrozen. */
  async ask(command: PeriodCommand, reason: string): Promise<void> {
    await inTransaction(async (trx) => {
      const row = await lockedRow(trx, command)
      if (row.unlockAskedByUserId !== null) throw new PeriodStepNotAllowed()
      await refuseWhenFollowed(trx, row)
      row.merge({ unlockAskedByUserId: command.actor.userId, unlockReason: reason })
      await save(trx, row, command.actor, 'unlock_asked', reason)
    })
  },

  /** Throws StaleRecord, PeriodStepNotAllowed, UnlockNeedsAnother, LaterPeriodFrozen, DocumentsAreMade. */
  async confirm(command: PeriodCommand): Promise<void> {
    await inTransaction(async (trx) => {
      const row = await lockedRow(trx, command)
      if (row.unlockAskedByUserId === null) throw new PeriodStepNotAllowed()
      if (row.unlockAskedByUserId === command.actor.userId) throw new UnlockNeedsAnother()
      await refuseWhenFollowed(trx, row)
      await refuseWhileMade(trx, row)
      const reason = row.unlockReason
      await thawPeriod(trx, row, { keepLines: true })
      await trx
        .from('report_links')
        .where('billing_period_id', row.id)
        .whereNull('revoked_at')
        .update({ revoked_at: toSqlUtc(clock.now()) })
      row.merge({
        ...{ state: 'review', stateSince: clock.now(), revision: row.revision + 1 },
        ...{ unlockAskedByUserId: null, unlockReason: null, invoiceNumber: null },
        ...{ invoiceDate: null, actNumber: null, actDate: null },
        ...{ exchangeCurrency: null, exchangeRate: null, exchangeDate: null, exchangeSource: null },
      })
      await save(trx, row, command.actor, 'unlocked', reason)
    })
  },

  /** Whoever may unlock, the asker included, lets it be. */
  async refuse(command: PeriodCommand): Promise<void> {
    await inTransaction(async (trx) => {
      const row = await lockedRow(trx, command)
      if (row.unlockAskedByUserId === null) throw new PeriodStepNotAllowed()
      row.merge({ unlockAskedByUserId: null, unlockReason: null })
      await save(trx, row, command.actor, 'unlock_refused', null)
    })
  },
}

/** Documents of this revision cannot be made any more afterwards: what could not be made goes. */
async function refuseWhileMade(trx: TransactionClientContract, row: BillingPeriod) {
  const unmade = () =>
    PeriodDocument.query({ client: trx })
      .where({ billingPeriodId: row.id, revision: row.revision })
      .whereNull('madeAt')
  if (await unmade().whereNull('failedAt').first()) throw new DocumentsAreMade()
  await unmade().delete()
}

async function lockedRow(
  trx: TransactionClientContract,
  { contractId, month, version }: PeriodCommand
): Promise<BillingPeriod> {
  const contract = await lockContract(trx, contractId)
  const row = await BillingPeriod.query({ client: trx })
    .where({ contractId, startsOn: periodOfMonth(month, contract).startsOn })
    .forUpdate()
    .first()
  if (!row || !LOCKED_STATES.includes(row.state)) throw new PeriodStepNotAllowed()
  await refuseStale(trx, 'billing_period', row, version)
  return row
}

async function save(
  trx: TransactionClientContract,
  row: BillingPeriod,
  actor: Actor,
  act: Act,
  reason: string | null
) {
  const { state, revision } = row.$original
  row.merge({ version: row.version + 1 })
  await row.useTransaction(trx).save()
  const changes = [
    { field: 'state', before: state, after: row.state },
    { field: 'revision', before: revision, after: row.revision },
  ].filter(({ before, after }) => before !== after)
  await recordAudit(trx, {
    ...{ actor, subjectType: 'billing_period', subjectId: row.id, subjectVersion: row.version },
    ...{ organisationId: row.organisationId, action: `billing_period.${act}`, reason, changes },
  })
}
