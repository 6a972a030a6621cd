import { movePeriod } from '#billing/actions/move_period'
import { LaterPeriodFrozen, PeriodHindered, PeriodStepNotAllowed } from '#billing/errors'
import BillingPeriod from '#billing/models/billing_period'
import { clientDeadline } from '#billing/queries/client_deadline'
import { monthOf } from '#billing/workflow/report_period'
import Contract from '#contracts/models/contract'
import { SYSTEM_ACTOR } from '#core/actor'
import { clock } from '#core/clock'
import { StaleRecord } from '#core/errors'

/**
 * Approves what clients were asked for and said nothing about in the time their contracts give them
 * (§7.6), the oldest first; what something stands in the way of waits for the next run. Answers how
 * many were approved.
 */
export const approveSilentPeriods = {
  async handle(): Promise<number> {
    const waiting = await BillingPeriod.query().where('state', 'client_review').orderBy('startsOn')
    let approved = 0
    for (const period of waiting) approved += await this.approveIfDue(period)
    return approved
  },

  async approveIfDue(period: BillingPeriod): Promise<number> {
    const { contractId, startsOn, version } = period
    const contract = await Contract.query()
      .where('id', contractId)
      .preload('agreement')
      .firstOrFail()
    const due = await clientDeadline(period, contract)
    if (!due || due > clock.now()) return 0
    try {
      await movePeriod.handle({
        ...{ actor: SYSTEM_ACTOR, contractId, month: monthOf(startsOn), version },
        ...{ step: 'approve', side: 'client' },
      })
      return 1
    } catch (error) {
      const expected = [StaleRecord, PeriodHindered, PeriodStepNotAllowed, LaterPeriodFrozen]
      if (expected.some((kind) => error instanceof kind)) return 0
      throw error
    }
  },
}
