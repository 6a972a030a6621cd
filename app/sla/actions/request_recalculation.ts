import { enqueueJob } from '#core/actions/enqueue_job'
import { recordAudit } from '#core/actions/record_audit'
import type { Actor } from '#core/actor'
import { clock as time } from '#core/clock'
import { inTransaction } from '#core/transaction'
import { RecalculationUnderWay } from '#sla/errors'
import RecalculateClocksJob from '#sla/jobs/recalculate_clocks_job'
import Agreement from '#sla/models/agreement'
import ClockRecalculation from '#sla/models/clock_recalculation'
import { openClocksUnder } from '#sla/queries/open_clocks_under'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'

type Input = { actor: Actor; agreementId: number; reason: string }

/**
 * Has the open clocks of an agreement recalculated in the background (§3.3.10), one run of an
 * agreement at a time. Throws RecalculationUnderWay, E_ROW_NOT_FOUND.
 */
export const requestRecalculation = {
  async handle({ actor, agreementId, reason }: Input): Promise<ClockRecalculation> {
    return inTransaction(async (trx) => {
      const agreement = await Agreement.query({ client: trx })
        .where('id', agreementId)
        .forUpdate()
        .firstOrFail()
      await refuseSecond(trx, agreementId)
      const [row] = await openClocksUnder(agreementId, trx).countDistinct('ticket_id as count')
      const run = await ClockRecalculation.create(
        {
          ...{ agreementId, reason, state: 'queued', requestedByUserId: actor.userId },
          ...{ lastTicketId: 0, ticketsTotal: Number(row.count), ticketsDone: 0 },
          ...{ clocksChanged: 0, clocksBreached: 0 },
        },
        { client: trx }
      )
      await recordAudit(trx, {
        ...{ actor, subjectType: 'agreement', subjectId: agreementId, organisationId: null },
        action: 'agreement.recalculation_requested',
        reason,
        changes: [{ field: 'version', before: null, after: agreement.version }],
      })
      await enqueueJob(trx, RecalculateClocksJob.dispatch({ runId: run.id }))
      return run
    })
  },
}

async function refuseSecond(trx: TransactionClientContract, agreementId: number) {
  const now = time.now()
  const open = await ClockRecalculation.query({ client: trx })
    .where('agreementId', agreementId)
    .whereIn('state', ['queued', 'running'])
    .forUpdate()
  for (const run of open) {
    if (!run.isLost(now)) throw new RecalculationUnderWay()
    await run.merge({ state: 'failed', finishedAt: now }).useTransaction(trx).save()
  }
}
