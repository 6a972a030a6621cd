import type Clock from '#sla/models/clock'
import ClockPause from '#sla/models/clock_pause'
import { readClock, type ClockCalendar, type ClockFacts } from '#sla/workflow/clock'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { DateTime } from 'luxon'

/** Why new pauses began: all of them, or each by its beginning. */
type PauseCause = string | ((from: number) => string)

/**
 * Stores new facts of a clock with everything that follows from them at `now`: state, due time,
 * breach. The breach is recorded once and stays (SLM-07); a stopped clock keeps its elapsed time
 * (SLM-08).
 */
export async function saveClock(
  trx: TransactionClientContract,
  clock: Clock,
  facts: ClockFacts,
  calendar: ClockCalendar,
  now: DateTime,
  pauseCause: PauseCause
) {
  const reading = readClock(facts, calendar, now.toMillis())
  clock.merge({
    state: reading.state,
    stoppedAt: moment(facts.stoppedAt),
    pausedAt: reading.isPaused ? moment(facts.pauses.at(-1)?.from ?? null) : null,
    dueAt: moment(reading.dueAt),
    breachedAt: clock.breachedAt ?? moment(reading.breachedAt),
    elapsedMinutes: facts.stoppedAt === null ? null : reading.elapsedMinutes,
  })
  await clock.useTransaction(trx).save()
  await savePauses(trx, clock, facts, pauseCause)
}

/** Pauses are known by their order; one that ended as it began is forgotten. */
async function savePauses(
  trx: TransactionClientContract,
  clock: Clock,
  facts: ClockFacts,
  cause: PauseCause
) {
  for (const surplus of clock.pauses?.slice(facts.pauses.length) ?? []) {
    await surplus.useTransaction(trx).delete()
  }
  for (const [index, { from, to }] of facts.pauses.entries()) {
    const known = clock.pauses?.[index]
    if (known) {
      await known
        .merge({ endedAt: moment(to) })
        .useTransaction(trx)
        .save()
    } else {
      const values = {
        ...{ clockId: clock.id, startedAt: moment(from)!, endedAt: moment(to) },
        cause: typeof cause === 'string' ? cause : cause(from),
      }
      await ClockPause.create(values, { client: trx })
    }
  }
}

export function moment(milliseconds: number | null): DateTime | null {
  return milliseconds === null ? null : DateTime.fromMillis(milliseconds, { zone: 'utc' })
}
