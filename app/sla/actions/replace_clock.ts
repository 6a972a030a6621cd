import { loadVersionTime } from '#calendars/queries/calendar_versions'
import { newClock } from '#sla/actions/attach_clocks'
import type { TargetOnVersion } from '#sla/actions/clock_rows'
import { saveClock } from '#sla/actions/save_clock'
import { carryTimers, syncTimers } from '#sla/actions/sync_timers'
import type Clock from '#sla/models/clock'
import { switchTarget, type SwitchPolicy } from '#sla/workflow/switch_target'
import type { CausedPause } from '#sla/workflow/recount_pauses'
import type { OverdueFires } from '#sla/workflow/timers'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { DateTime } from 'luxon'

type Replacement = {
  target: TargetOnVersion
  policy: SwitchPolicy
  at: DateTime
  /** When the new one began, unless it is when the old one did. */
  startedAt?: DateTime
  /** Of the escalations that this makes overdue; the highest unless said otherwise. */
  overdueFires?: OverdueFires
  /** In the place of the clock's own. */
  pauses?: readonly CausedPause[]
}

/**
 * Puts a clock on another target in the place of one that runs (§3.3.7); it knows what has fired
 * before. Null when the policy lets the old one go on. Pauses must be loaded.
 */
export async function replaceClock(
  trx: TransactionClientContract,
  clock: Clock,
  { target, policy, at, startedAt: begunAt, overdueFires, pauses = clock.causedPauses }: Replacement
): Promise<Clock | null> {
  const [oldCalendar, calendar] = [
    await loadVersionTime(clock, trx),
    await loadVersionTime(target, trx),
  ]
  const next = { targetMinutes: target.targetMinutes, calendar }
  const begun = begunAt?.toMillis() ?? clock.facts.startedAt
  const facts = { ...clock.facts, pauses, startedAt: begun }
  const result = switchTarget(facts, oldCalendar, next, policy, at.toMillis())
  if (result.outcome === 'kept') return null

  const wasBreached = clock.breachedAt !== null
  await clock
    .merge({ state: 'cancelled', cancelCause: 'replaced', replacedAt: at, dueAt: null })
    .useTransaction(trx)
    .save()
  const startedAt = DateTime.fromMillis(result.facts.startedAt, { zone: 'utc' })
  const replacement = newClock(clock.ticketId, target, startedAt)
  replacement.merge({
    kind: clock.kind,
    teamId: clock.teamId,
    origin: 'target_changed',
    predecessorId: clock.id,
  })
  const causes = new Map(pauses.map(({ from, cause: why }) => [from, why]))
  const cause = (from: number) => causes.get(from) ?? pauses.at(-1)?.cause ?? 'none'
  await saveClock(trx, replacement, result.facts, calendar, at, cause)
  await replacement.load('pauses')
  await keepBreach(trx, clock, replacement)
  const isStillBreached = wasBreached && replacement.breachedAt !== null
  await carryTimers(trx, clock, replacement, isStillBreached)
  await syncTimers(trx, [clock, replacement], { at, cause: 'target_changed', overdueFires })
  return replacement
}

/** Who answers for a breach that was known before, and why, goes over to the new clock. */
async function keepBreach(trx: TransactionClientContract, from: Clock, to: Clock) {
  if (to.breachedAt === null || from.breachCause === null) return
  const { breachCause, breachTeamId, breachReason, breachNote } = from
  await to.merge({ breachCause, breachTeamId, breachReason, breachNote }).useTransaction(trx).save()
}
