import { recalculationHost } from '#sla/actions/recalculation_host'
import type Clock from '#sla/models/clock'
import { agreementTerms } from '#sla/queries/agreement_terms'
import type { PauseTerms } from '#sla/workflow/metric_courses'
import { recountPauses, type CausedPause } from '#sla/workflow/recount_pauses'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'

/**
 * Of clocks whose agreement pauses otherwise by now, the pauses they would have had from the
 * start, by the id of the clock; clocks to which that makes no difference are absent. Agreements and
 * pauses must be loaded.
 */
export async function recountedPauses(
  trx: TransactionClientContract,
  clocks: readonly Clock[]
): Promise<Map<number, CausedPause[]>> {
  const terms = await agreementTerms(clocks, trx)
  const affected = clocks.filter(
    (clock) =>
      // A supplier's clock knows no pauses: it stops when the waiting ends.
      clock.kind !== 'uc' && !isSame(terms.get(clock.id)!, clock.agreement)
  )
  if (affected.length === 0) return new Map()

  const ids = [...new Set(affected.map(({ ticketId }) => ticketId))]
  const states = await recalculationHost().states(trx, ids)
  const recounted = affected.map((clock) => {
    const { metric, agreement, ticketId } = clock
    const life = { metric, states: states.get(ticketId) ?? [], terms: agreement }
    return [
      clock.id,
      clock.causedPauses,
      recountPauses(clock.facts, clock.causedPauses, life),
    ] as const
  })
  return new Map(
    recounted.flatMap(([id, before, after]) => (isEqual(before, after) ? [] : [[id, after]]))
  )
}

function isSame(one: PauseTerms, other: PauseTerms): boolean {
  const text = ({ pauseStates, deliveryStart }: PauseTerms) =>
    [deliveryStart, ...pauseStates.toSorted()].join()
  return text(one) === text(other)
}

/** Seconds tell pauses apart: the database keeps no finer moment. */
function isEqual(one: readonly CausedPause[], other: readonly CausedPause[]): boolean {
  const text = (pauses: readonly CausedPause[]) =>
    pauses
      .map(({ from, to }) => [from, to].map((at) => at && Math.floor(at / 1000)).join())
      .join(';')
  return text(one) === text(other)
}
