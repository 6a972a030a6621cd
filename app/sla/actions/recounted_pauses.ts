import { recalculationHost } from '#sla/actions/recalculation_host'
import type Clock from '#sla/models/clock'
import { agreementTerms } from '#sla/queries/agreement_terms'
import { recountPauses, type CausedPause } from '#sla/workflow/recount_pauses'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'

/**
 * Of clocks whose agreement pauses in other states by now, the pauses they would have had from the
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
      clock.kind !== 'uc' && !isSame(terms.get(clock.id)!.pauseStates, clock.agreement.pauseStates)
  )
  if (affected.length === 0) return new Map()

  const ids = [...new Set(affected.map(({ ticketId }) => ticketId))]
  const states = await recalculationHost().states(trx, ids)
  const recounted = affected.map((clock) => {
    const { metric, agreement, ticketId } = clock
    const life = { metric, states: states.get(ticketId) ?? [], pauseStates: agreement.pauseStates }
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

function isSame(one: readonly string[], other: readonly string[]): boolean {
  return one.toSorted().join() === other.toSorted().join()
}

/** Seconds tell pauses apart: the database keeps no finer moment. */
function isEqual(one: readonly CausedPause[], other: readonly CausedPause[]): boolean {
  const text = (pauses: readonly CausedPause[]) =>
    pauses
      .map(({ from, to }) => [from, to].map((at) => at && Math.floor(at / 1000)).join())
      .join(';')
  return text(one) === text(other)
}
