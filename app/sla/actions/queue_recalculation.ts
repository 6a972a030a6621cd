import { enqueueJob } from '#core/actions/enqueue_job'
import { clock as time } from '#core/clock'
import type { Actor } from '#core/actor'
import { RecalculationUnderWay, TooManyRecalculations } from '#sla/errors'
import RecalculateClocksJob from '#sla/jobs/recalculate_clocks_job'
import ClockRecalculation, { type Recalculated } from '#sla/models/clock_recalculation'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'

/** Runs that may wait or work at once, all in all. */
export const MOST_RUNS = 20

const UNDER_WAY = ['queued', 'running']

type Input = { actor: Actor; reason: string; ticketsTotal: number }

/**
 * Queues a run in the caller's transaction, which holds the row of its subject: one run of a subject
 * at a time. Throws RecalculationUnderWay, TooManyRecalculations.
 */
export async function queueRecalculation(
  trx: TransactionClientContract,
  subject: Recalculated,
  { actor, reason, ticketsTotal }: Input
): Promise<ClockRecalculation> {
  await refuseSecond(trx, subject)
  await refuseTooMany(trx)
  const run = await ClockRecalculation.create(
    {
      ...{ ...subject, reason, state: 'queued', requestedByUserId: actor.userId },
      ...{ lastTicketId: 0, ticketsTotal, ticketsDone: 0, clocksChanged: 0, clocksBreached: 0 },
    },
    { client: trx }
  )
  await enqueueJob(trx, RecalculateClocksJob.dispatch({ runId: run.id }))
  return run
}

async function refuseSecond(trx: TransactionClientContract, subject: Recalculated) {
  const now = time.now()
  const runs = await ClockRecalculation.query({ client: trx })
    .where(subject)
    .whereIn('state', UNDER_WAY)
    .forUpdate()
  for (const run of runs) {
    if (!run.isLost(now)) throw new RecalculationUnderWay()
    await run.merge({ state: 'failed', finishedAt: now }).useTransaction(trx).save()
  }
}

/** Not locked: runs at work hold their rows, and one too many would do no harm. */
async function refuseTooMany(trx: TransactionClientContract) {
  const runs = await ClockRecalculation.query({ client: trx }).whereIn('state', UNDER_WAY)
  const open = runs.filter((run) => !run.isLost(time.now()))
  if (open.length >= MOST_RUNS) throw new TooManyRecalculations(open.length)
}
