import {
  CorrectionEmpty,
  CorrectionOfTime,
  CorrectionTooLarge,
  PeriodStepNotAllowed,
} from '#billing/errors'
import { lockContract } from '#billing/actions/move_period'
import BillingCorrection from '#billing/models/billing_correction'
import BillingPeriod from '#billing/models/billing_period'
import ChargeLine from '#billing/models/charge_line'
import { lineAmount } from '#billing/workflow/line_amount'
import { recordAudit } from '#core/actions/record_audit'
import type { Actor } from '#core/actor'
import { ReferenceNotFound } from '#core/errors'
import { inTransaction } from '#core/transaction'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'

type Correct = {
  actor: Actor
  lineId: number
  /** Of a line of time: minutes more or less, at its own price; otherwise an amount. */
  change: { deltaMinutes: number; entryId: number | null } | { amountMinor: number }
  reason: string
}

/**
 * Corrects what a locked period charged (§7.6, BT-09): the line stays, another one, in the next period
 * that is approved, changes it at the price and VAT of the first. Throws PeriodStepNotAllowed,
 * CorrectionOfTime, CorrectionEmpty, CorrectionTooLarge, ReferenceNotFound.
 */
export const correctCharge = {
  async handle({ actor, lineId, change, reason }: Correct): Promise<BillingCorrection> {
    const contractId = await contractOf(lineId)
    return inTransaction(async (trx) => {
      await lockContract(trx, contractId)
      const { line, period } = await correctable(trx, lineId)
      const deltaMinutes = 'deltaMinutes' in change ? change.deltaMinutes : null
      if (deltaMinutes !== null && line.unit !== 'minutes') throw new CorrectionOfTime()
      const amountMinor =
        'deltaMinutes' in change
          ? lineAmount(change.deltaMinutes, Number(line.priceMinor), line.multiplier)
          : change.amountMinor
      const entryId = 'entryId' in change ? change.entryId : null
      await refuseForeignWork(trx, line, entryId)
      await refuseSize(trx, line, { amountMinor, deltaMinutes })
      const correction = await BillingCorrection.create(
        {
          ...{ contractId: period.contractId, organisationId: period.organisationId },
          ...{ chargeLineId: line.id, deltaMinutes, amountMinor, reason },
          timeEntryId: entryId,
          billingPeriodId: null,
        },
        { client: trx }
      )
      await recordAudit(trx, {
        ...{ actor, subjectType: 'billing_period', subjectId: period.id, reason },
        ...{ organisationId: period.organisationId, action: 'billing_period.corrected' },
        changes: [
          { field: 'deltaMinutes', before: null, after: deltaMinutes },
          { field: 'amountMinor', before: null, after: amountMinor },
        ].filter(({ after }) => after !== null),
      })
      return correction
    })
  },

  /** Takes back a correction that no period has charged yet. */
  async withdraw(actor: Actor, correctionId: number): Promise<void> {
    const { contractId } = await BillingCorrection.findOrFail(correctionId)
    await inTransaction(async (trx) => {
      await lockContract(trx, contractId)
      const correction = await BillingCorrection.query({ client: trx })
        .where('id', correctionId)
        .preload('line')
        .forUpdate()
        .firstOrFail()
      if (correction.billingPeriodId !== null) throw new PeriodStepNotAllowed()
      await correction.useTransaction(trx).delete()
      await recordAudit(trx, {
        ...{ actor, subjectType: 'billing_period', subjectId: correction.line.billingPeriodId },
        organisationId: correction.organisationId,
        action: 'billing_period.correction_withdrawn',
        changes: [{ field: 'amountMinor', before: Number(correction.amountMinor), after: null }],
      })
    })
  },
}

/** Read before the transaction: in it the contract is locked before anything is read. */
async function contractOf(lineId: number): Promise<number> {
  const line = await ChargeLine.findOrFail(lineId)
  return (await BillingPeriod.findOrFail(line.billingPeriodId)).contractId
}

async function correctable(trx: TransactionClientContract, lineId: number) {
  const line = await ChargeLine.query({ client: trx }).where('id', lineId).firstOrFail()
  const period = await BillingPeriod.findOrFail(line.billingPeriodId, { client: trx })
  const isLocked = period.state === 'locked' || period.state === 'invoiced'
  if (!isLocked || line.revision !== period.revision) throw new PeriodStepNotAllowed()
  return { line, period }
}

/** Work that is named is of the line. */
async function refuseForeignWork(
  trx: TransactionClientContract,
  line: ChargeLine,
  entryId: number | null
) {
  if (entryId === null) return
  const part = await trx
    .from('billed_entries')
    .where({ charge_line_id: line.id, time_entry_id: entryId })
    .first()
  if (!part) throw new ReferenceNotFound('entryId')
}

type Size = { amountMinor: number; deltaMinutes: number | null }

/** A correction changes something; all of a line together take back no more than it charged. */
async function refuseSize(
  trx: TransactionClientContract,
  line: ChargeLine,
  { amountMinor, deltaMinutes }: Size
) {
  const field = deltaMinutes === null ? 'amountMinor' : 'deltaMinutes'
  if ((deltaMinutes ?? amountMinor) === 0) throw new CorrectionEmpty(field)
  const [row] = await trx
    .from('billing_corrections')
    .where('charge_line_id', line.id)
    .sum('amount_minor as money')
    .sum('delta_minutes as minutes')
  const charged = Number(line.amountMinor)
  const left = charged + Number(row.money ?? 0) + amountMinor
  const leftMinutes = Number(line.quantity) + Number(row.minutes ?? 0) + (deltaMinutes ?? 0)
  const isTooMuch = charged >= 0 ? left < 0 : left > 0
  if (isTooMuch || (deltaMinutes !== null && leftMinutes < 0)) throw new CorrectionTooLarge(field)
}
