import { loadVersionTime } from '#calendars/queries/calendar_versions'
import { newClock } from '#sla/actions/attach_clocks'
import { moment, saveClock } from '#sla/actions/save_clock'
import { syncTimers } from '#sla/actions/sync_timers'
import Clock from '#sla/models/clock'
import { agreementTerms, type ClockTerms } from '#sla/queries/agreement_terms'
import {
  beginsAnew,
  factsAfter,
  nextRound,
  pauseCauseOf,
  type ClockEvent,
} from '#sla/workflow/clock_events'
import type { ClockFacts } from '#sla/workflow/clock'
import type { ClockOrigin, ReopenPolicy } from '#sla/workflow/metrics'
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
      const own = terms.get(clock.id)!
      for (const driven of await drive(trx, clock, event, own)) {
        touched.add(driven)
        if (terms.has(driven.id)) continue
        // Begun by this event; the next ones are for it too.
        clocks.push(driven)
        terms.set(driven.id, own)
      }
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

/** The clocks that are different now, those that began among them. */
async function drive(
  trx: TransactionClientContract,
  clock: Clock,
  event: ClockEvent,
  { pauseStates, deliveryStart, reopenPolicy }: ClockTerms
): Promise<Clock[]> {
  if (event.kind === 'cancelled') return cancel(trx, clock, event)
  const before = clock.facts
  const { metric, kind } = clock
  const { at } = event
  if (event.kind === 'reopened' && isReopened(clock, event, reopenPolicy)) {
    const facts = nextRound(before, at.toMillis())
    return [await restart(trx, clock, { origin: 'reopened', facts })]
  }
  const after = factsAfter(before, event, { metric, kind, pauseStates, deliveryStart })
  if (after === before) return []
  const cause = clock.pauses.at(-1)?.cause
  const calendar = await loadVersionTime(clock, trx)
  await saveClock(trx, clock, after, calendar, at, pauseCauseOf(event))
  await clock.load('pauses')
  if (event.kind !== 'updated') return [clock]
  const facts = nextRound(before, at.toMillis())
  return [clock, await restart(trx, clock, { origin: 'restarted', facts, cause })]
}

/** Whether the reopening begins another clock in the place of this one. */
function isReopened(
  { metric, stoppedAt }: Clock,
  event: Extract<ClockEvent, { kind: 'reopened' }>,
  reopenPolicy: ReopenPolicy
): boolean {
  const isMeantBy = metric === event.metric || metric === 'next_update'
  return isMeantBy && stoppedAt !== null && beginsAnew(metric, { reopenPolicy })
}

/**
 * What has ended stays as it ended, unless the whole life of the ticket is judged anew (§3.3.8) or
 * what a duplicate kept or broke counts at the incident it went into (INC-22).
 */
async function cancel(
  trx: TransactionClientContract,
  clock: Clock,
  { cause }: Extract<ClockEvent, { kind: 'cancelled' }>
): Promise<Clock[]> {
  if (clock.stoppedAt && cause !== 'converted' && cause !== 'merged') return []
  await clock
    .merge({ state: 'cancelled', cancelCause: cause, dueAt: null })
    .useTransaction(trx)
    .save()
  return [clock]
}

type Restart = { origin: ClockOrigin; facts: ClockFacts; cause?: string }

/** The first result stays, another clock begins (§3.3.5, §3.3.6). */
async function restart(
  trx: TransactionClientContract,
  clock: Clock,
  { origin, facts, cause = 'none' }: Restart
): Promise<Clock> {
  const { agreementTargetId, targetMinutes, agreementId, agreementVersion } = clock
  const { metric, calendarId, calendarVersion, kind, teamId } = clock
  const match = {
    ...{ metric, agreementId, agreementVersion, agreementTargetId: agreementTargetId! },
    ...{ calendarId, calendarVersion, targetMinutes },
  }
  const at = moment(facts.startedAt)!
  const second = newClock(clock.ticketId, match, at)
  second.merge({ kind, teamId, origin, predecessorId: clock.id })
  await saveClock(trx, second, facts, await loadVersionTime(clock, trx), at, cause)
  await second.load('pauses')
  return second
}
