import { SYSTEM_ACTOR } from '#core/actor'
import { clock as time } from '#core/clock'
import { inTransaction } from '#core/transaction'
import {
  recalculationHost,
  type ChangedClock,
  type RecalculatedTicket,
} from '#sla/actions/recalculation_host'
import { recountedPauses } from '#sla/actions/recounted_pauses'
import { replaceClock } from '#sla/actions/replace_clock'
import Clock from '#sla/models/clock'
import ClockRecalculation from '#sla/models/clock_recalculation'
import type { TargetFacts } from '#sla/queries/find_targets'
import { scopeOf, type RecalculationScope } from '#sla/queries/recalculation_scope'
import type { CausedPause } from '#sla/workflow/recount_pauses'
import logger from '@adonisjs/core/services/logger'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'

/** Tickets that share a transaction. */
const PORTION = 50

/**
 * Goes over the open clocks of an agreement or a calendar (§3.3.10, SLM-08): each is put on what the
 * scope of the run says it would get now, with the time it has used (§3.3.7); if the
 * agreement pauses in other states by now, its pauses are those it would have had from the start. What becomes
 * overdue by that fires no escalation. A portion of tickets is one transaction that also notes how
 * far the run is, so that a run whose worker died goes on where it stopped.
 */
export const recalculateClocks = {
  async handle({ runId }: { runId: number }) {
    const run = await ClockRecalculation.findOrFail(runId)
    if (!run.isUnderWay) return
    await run.merge({ state: 'running' }).save()
    while (await this.portion(runId));
  },

  /** Answers whether there is more to do. */
  async portion(runId: number): Promise<boolean> {
    return inTransaction(async (trx) => {
      const run = await ClockRecalculation.query({ client: trx })
        .where('id', runId)
        .forUpdate()
        .firstOrFail()
      if (!run.isUnderWay) return false
      const scope = await scopeOf(run, trx)
      const ids = await ticketIdsAfter(scope, run)
      const changed = await recalculateTickets(trx, run, scope, ids)
      const clocks = changed.flatMap((ticket) => ticket.clocks)
      run.merge({
        ticketsDone: run.ticketsDone + ids.length,
        clocksChanged: run.clocksChanged + clocks.length,
        clocksBreached: run.clocksBreached + clocks.filter(({ after }) => after.breachedAt).length,
        lastTicketId: ids.at(-1) ?? run.lastTicketId,
      })
      if (ids.length === 0) run.merge({ state: 'done', finishedAt: time.now() })
      await run.useTransaction(trx).save()
      return ids.length > 0
    })
  },

  /** Gives a run up; the cause is for the log. What was done stays done. */
  async fail(runId: number, cause: unknown) {
    logger.error({ err: cause, runId }, 'open clocks could not be recalculated')
    const run = await ClockRecalculation.find(runId)
    if (run?.isUnderWay) await run.merge({ state: 'failed', finishedAt: time.now() }).save()
  },
}

async function ticketIdsAfter(
  scope: RecalculationScope,
  { lastTicketId }: ClockRecalculation
): Promise<number[]> {
  const rows = await scope
    .clocks()
    .where('ticket_id', '>', lastTicketId)
    .distinct('ticket_id')
    .orderBy('ticket_id')
    .limit(PORTION)
  return rows.map((row) => Number(row.ticket_id))
}

async function recalculateTickets(
  trx: TransactionClientContract,
  run: ClockRecalculation,
  scope: RecalculationScope,
  ids: number[]
): Promise<RecalculatedTicket[]> {
  if (ids.length === 0) return []
  // Tickets before clocks, as everywhere.
  const facts = await recalculationHost().lock(trx, ids)
  const clocks = await Clock.query({ client: trx })
    .whereIn('id', scope.clocks().whereIn('ticket_id', ids).select('id'))
    .preload('pauses')
    .preload('agreement')
    .orderBy('id')
    .forUpdate()
  const own = Map.groupBy(clocks, ({ ticketId }) => ticketId)
  const pauses = run.agreementId === null ? new Map() : await recountedPauses(trx, clocks)
  const changed: RecalculatedTicket[] = []
  for (const [ticketId, ticket] of facts) {
    const moved = await recalculateTicket(trx, own.get(ticketId) ?? [], { scope, pauses }, ticket)
    if (moved.length > 0) changed.push({ ticketId, clocks: moved })
  }
  const actor = { ...SYSTEM_ACTOR, userId: run.requestedByUserId }
  await recalculationHost().record(trx, changed, { actor, reason: run.reason })
  return changed
}

async function recalculateTicket(
  trx: TransactionClientContract,
  clocks: Clock[],
  { scope, pauses }: { scope: RecalculationScope; pauses: Map<number, CausedPause[]> },
  facts: TargetFacts
): Promise<ChangedClock[]> {
  const changed: ChangedClock[] = []
  for (const clock of clocks) {
    const target = await scope.targetOf(clock, facts)
    // Nothing is promised any more: the clock goes on as it was begun.
    if (!target) continue
    const { targetMinutes, dueAt } = clock
    const recounted = pauses.get(clock.id)
    if (isOn(clock, target) && !recounted) await takeTerms(trx, clock, target)
    else {
      const { at } = scope
      const replacement = { target, policy: 'keep_elapsed', at, overdueFires: 'none' } as const
      const after = await replaceClock(trx, clock, { ...replacement, pauses: recounted })
      if (after) changed.push({ before: { targetMinutes, dueAt }, after })
    }
  }
  return changed
}

type Standing = Pick<
  Clock,
  'agreementTargetId' | 'targetMinutes' | 'calendarId' | 'calendarVersion'
>

function isOn(clock: Standing, target: Standing): boolean {
  return (
    clock.agreementTargetId === target.agreementTargetId &&
    clock.targetMinutes === target.targetMinutes &&
    clock.calendarId === target.calendarId &&
    clock.calendarVersion === target.calendarVersion
  )
}

/** The same time on the same calendar; pauses and switches follow the present version from now on. */
async function takeTerms(
  trx: TransactionClientContract,
  clock: Clock,
  { agreementVersion }: { agreementVersion: number }
) {
  if (clock.agreementVersion === agreementVersion) return
  await clock.merge({ agreementVersion }).useTransaction(trx).save()
}
