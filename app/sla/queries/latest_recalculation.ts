import { clock } from '#core/clock'
import { actorNames } from '#core/queries/actor_names'
import ClockRecalculation, { type Recalculated } from '#sla/models/clock_recalculation'

/** The latest going-over of the open clocks of a subject, for its page; null when there was none. */
export async function latestRecalculation(subject: Recalculated) {
  const run = await ClockRecalculation.query().where(subject).orderBy('id', 'desc').first()
  if (!run) return null
  const isLost = run.isLost(clock.now())
  const names = await actorNames([run.requestedByUserId])
  return {
    id: run.id,
    state: isLost ? 'failed' : run.state,
    isUnderWay: run.isUnderWay && !isLost,
    by: names.get(run.requestedByUserId ?? 0) ?? null,
    reason: run.reason,
    requestedAt: run.createdAt.toISO()!,
    ticketsTotal: run.ticketsTotal,
    ticketsDone: run.ticketsDone,
    clocksChanged: run.clocksChanged,
    clocksBreached: run.clocksBreached,
  }
}
