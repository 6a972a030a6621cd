import { actorNames } from '#core/queries/actor_names'
import ClockRecalculation from '#sla/models/clock_recalculation'

/** The latest going-over of an agreement's open clocks, for its page; null when there was none. */
export async function latestRecalculation(agreementId: number) {
  const run = await ClockRecalculation.query()
    .where('agreementId', agreementId)
    .orderBy('id', 'desc')
    .first()
  if (!run) return null
  const names = await actorNames([run.requestedByUserId])
  return {
    id: run.id,
    state: run.state,
    isUnderWay: run.isUnderWay,
    by: names.get(run.requestedByUserId ?? 0) ?? null,
    reason: run.reason,
    requestedAt: run.createdAt.toISO()!,
    ticketsTotal: run.ticketsTotal,
    ticketsDone: run.ticketsDone,
    clocksChanged: run.clocksChanged,
    clocksBreached: run.clocksBreached,
  }
}
