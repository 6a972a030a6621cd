import { askDocumentsOfPeriod } from '#billing/actions/ask_documents_of_period'
import { PeriodNotLocked } from '#billing/errors'
import MakePeriodDocumentsJob from '#billing/jobs/make_period_documents_job'
import BillingPeriod from '#billing/models/billing_period'
import { LOCKED_STATES } from '#billing/workflow/period_papers'
import { SYSTEM_ACTOR } from '#core/actor'
import { clock } from '#core/clock'
import { toSqlUtc } from '#core/columns'
import db from '@adonisjs/lucid/services/db'

const AT_ONCE = 200
const PATIENCE = { hours: 1 }

/** Periods locked before documents were kept get theirs; those that still wait get another job. */
export const askMissingDocuments = {
  async handle() {
    const bare = await BillingPeriod.query()
      .whereIn('state', [...LOCKED_STATES])
      .whereNotExists((documents) => {
        void documents
          .from('period_documents')
          .whereColumn('period_documents.billing_period_id', 'billing_periods.id')
          .whereColumn('period_documents.revision', 'billing_periods.revision')
      })
      .orderBy('id')
      .limit(AT_ONCE)
    for (const { contractId, startsOn } of bare) await ask(contractId, startsOn)

    const waiting = await db
      .from('period_documents')
      .whereNull('made_at')
      .whereNull('failed_at')
      .where('asked_at', '<', toSqlUtc(clock.now().minus(PATIENCE)))
      .distinct('billing_period_id')
    for (const row of waiting) {
      await MakePeriodDocumentsJob.dispatch({ periodId: Number(row.billing_period_id) })
    }
  },
}

async function ask(contractId: number, startsOn: string) {
  try {
    await askDocumentsOfPeriod.handle({ actor: SYSTEM_ACTOR, contractId, startsOn })
  } catch (error) {
    // It was opened again meanwhile.
    if (!(error instanceof PeriodNotLocked)) throw error
  }
}
