import type { ClosingInput } from '#billing/actions/close_periods'
import { NothingToClose } from '#billing/errors'
import ClosePeriodsJob from '#billing/jobs/close_periods_job'
import BillingPeriodPolicy from '#billing/policies/billing_period_policy'
import Contract from '#contracts/models/contract'
import type { Actor } from '#core/actor'
import type { DocumentLanguage } from '#core/documents/document_texts'
import BackgroundTask from '#core/models/background_task'
import type { Principal } from '#directory/queries/principal'

type RequestClosing = {
  actor: Actor
  principal: Principal
  /** `YYYY-MM` */
  month: string
  language: DocumentLanguage
}

/** Has all periods of a month closed that the asker may close. Throws NothingToClose. */
export const requestClosing = {
  async handle({ actor, principal, month, language }: RequestClosing): Promise<BackgroundTask> {
    const running = await Contract.visibleTo(principal)
      .where('contracts.state', '<>', 'draft')
      .where('contracts.starts_on', '<=', `${month}-31`)
      .where((query) => {
        void query.whereNull('contracts.ends_on').orWhere('contracts.ends_on', '>=', `${month}-01`)
      })
      .orderBy('contracts.number')
    const policy = new BillingPeriodPolicy()
    const contractIds = running
      .filter((contract) => policy.close(principal, contract))
      .map(({ id }) => id)
    if (contractIds.length === 0) throw new NothingToClose()
    const { timeZone } = principal
    const reach = principal.reach('billing.close')
    const input: ClosingInput = { month, contractIds, actor, language, timeZone, reach }
    const task = await BackgroundTask.create({
      ...{ kind: 'billing_closing', requestedByUserId: actor.userId, organisationId: null, input },
      ...{ state: 'queued', progressDone: 0, progressTotal: contractIds.length },
    })
    await ClosePeriodsJob.dispatch({ taskId: task.id })
    return task
  },
}
