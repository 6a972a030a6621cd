import { loadVersionTime } from '#calendars/queries/calendar_versions'
import { newClock } from '#sla/actions/attach_clocks'
import { saveClock } from '#sla/actions/save_clock'
import { syncTimers } from '#sla/actions/sync_timers'
import Clock from '#sla/models/clock'
import { agreementTerms, type ClockTerms } from '#sla/queries/agreement_terms'
import { factsAfter, pauseCauseOf, type ClockEvent } from '#sla/workflow/clock_events'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'

export type { ClockEvent } from '#sla/workflow/clock_events'

/** Tells a ticket's clocks what happened (SLM-04): pauses follow the terms they were begun with. */
export async function driveClocks(
  trx: TransactionClientContract,
  ticketId: number,
  events: ClockEvent[]
) {
  const clocks = await openClocks(trx, ticketId)
  const terms = await agreementTerms(clocks, trx)
  const touched = new Set<Clock>()
  for (const event of events) {
    for (const clock of clocks.filter((each) => isMeant(each, event, clocks))) {
      const driven = await drive(trx, clock, event, terms.get(clock.id)!)
      if (driven) touched.add(driven)
    }
  }
  const at = events.at(-1)?.at
  if (at && touched.size > 0) await syncTimers(trx, [...touched], { at })
}

/** Clocks of a ticket that were not cancelled, with pauses, locked for the transaction. */
export async function openClocks(
  trx: TransactionClientContract,
  ticketId: number
): Promise<Clock[]> {
  return Clock.query({ client: trx })
    .where('ticketId', ticketId)
    .whereNot('state', 'cancelled')
    .preload('pauses')
    .preload('agreement')
    .orderBy('id')
    .forUpdate()
}

/** A reopening is for the latest clock of its kind; earlier results stand. */
function isMeant(clock: Clock, event: ClockEvent, clocks: readonly Clock[]): boolean {
  if (event.kind !== 'reopened') return true
  if (clock.kind === 'uc') return false
  const latest = clocks.findLast(
    ({ kind, metric }) => kind === clock.kind && metric === clock.metric
  )
  return latest === clock
}

/** The clock that is different now, or null. */
async function drive(
  trx: TransactionClientContract,
  clock: Clock,
  event: ClockEvent,
  { pauseStates, reopenPolicy }: ClockTerms
): Promise<Clock | null> {
  if (event.kind === 'cancelled') {
    // What a duplicate kept or broke counts at the incident it went into (INC-22).
    if (clock.stoppedAt && event.cause !== 'merged') return null
    return clock
      .merge({ state: 'cancelled', cancelCause: event.cause, dueAt: null })
      .useTransaction(trx)
      .save()
  }
  const before = clock.facts
  const after = factsAfter(before, event, { metric: clock.metric, kind: clock.kind, pauseStates })
  if (after === before) return null
  if (event.kind === 'reopened' && reopenPolicy === 'restart') return restart(trx, clock, event)
  const calendar = await loadVersionTime(clock, trx)
  await saveClock(trx, clock, after, calendar, event.at, pauseCauseOf(event))
  await clock.load('pauses')
  return clock
}

/** The first result stays, a second clock begins (§3.3.6, `reopen=restart`). */
async function restart(
  trx: TransactionClientContract,
  clock: Clock,
  { at }: Extract<ClockEvent, { kind: 'reopened' }>
): Promise<Clock> {
  const { agreementTargetId, targetMinutes, agreementId, agreementVersion } = clock
  const { metric, calendarId, calendarVersion, kind, teamId } = clock
  const match = {
    ...{ metric, agreementId, agreementVersion, agreementTargetId: agreementTargetId! },
    ...{ calendarId, calendarVersion, targetMinutes },
  }
  const second = newClock(clock.ticketId, match, at)
  second.merge({ kind, teamId, origin: 'reopened', predecessorId: clock.id })
  const facts = { startedAt: at.toMillis(), targetMinutes, pauses: [], stoppedAt: null }
  await saveClock(trx, second, facts, await loadVersionTime(clock, trx), at, 'none')
  await second.load('pauses')
  return second
}
