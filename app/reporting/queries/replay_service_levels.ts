import type { Principal } from '#directory/queries/principal'
import { judgedClockIds, judgedClocksOf } from '#reporting/queries/standing_clocks'
import type { ServiceLevelQuery } from '#reporting/queries/service_level_filter'
import { ReplayTally, type ReplayResult } from '#reporting/workflow/replay_tally'
import { PromiseReplay, type Instead } from '#sla/queries/promise_replay'
import { ticketPasts } from '#tickets/queries/ticket_pasts'

/** Tickets read together; MariaDB turns lists of a thousand ids and more into slower temporary tables. */
const PORTION = 400

/** Told before each portion of tickets and how many there will be. */
type OnPortion = (done: number, total: number) => Promise<void>

/**
 * Judges the ended promises of finished tickets anew, as if another agreement or calendar had been
 * in force in the span (SLM-08). Reads the tickets one may report on and their histories by portions;
 * nothing is stored and no clock is touched.
 */
export async function replayServiceLevels(
  principal: Principal,
  query: ServiceLevelQuery,
  instead: Instead,
  onPortion: OnPortion = async () => {}
): Promise<ReplayResult> {
  const tickets = await judgedClockIds(principal, query)
  const replay = new PromiseReplay(instead)
  const { startsAt, endsAt } = query.span
  const tally = new ReplayTally({ from: startsAt.toMillis(), to: endsAt.toMillis() })
  const portions = Math.ceil(tickets.length / PORTION)
  for (let portion = 0; portion < portions; portion += 1) {
    await onPortion(portion, portions)
    const own = tickets.slice(portion * PORTION, (portion + 1) * PORTION)
    const judged = await judgedClocksOf(own.flatMap(([, clockIds]) => clockIds))
    const clocks = [...judged.values()].flat()
    await replay.prepare(clocks, new Set(clocks.map(({ ticketKind }) => ticketKind)))
    const pasts = replay.needsPasts ? await ticketPasts([...judged.keys()]) : null
    for (const [id, before] of judged) {
      const after = replay.judge(before, pasts?.get(id) ?? null)
      const isKnown = pasts?.get(id)?.isKnown ?? true
      tally.add({ id, priority: before[0]!.priority, isKnown }, before, after)
    }
  }
  return tally.result()
}
