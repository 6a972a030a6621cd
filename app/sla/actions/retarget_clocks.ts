import { calendarVersionAt, loadVersionTime } from '#calendars/queries/calendar_versions'
import { newClock } from '#sla/actions/attach_clocks'
import { openClocks } from '#sla/actions/drive_clocks'
import { saveClock } from '#sla/actions/save_clock'
import { carryTimers, syncTimers } from '#sla/actions/sync_timers'
import type Clock from '#sla/models/clock'
import { agreementTerms } from '#sla/queries/agreement_terms'
import { findTargets, type TargetFacts, type TargetMatch } from '#sla/queries/find_targets'
import { switchTarget, type SwitchPolicy } from '#sla/workflow/switch_target'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { DateTime } from 'luxon'

type Input = TargetFacts & { ticketId: number; agreementId: number; at: DateTime }

/**
 * Priority, service, contract, client or item changed: running clocks are replaced by clocks on the
 * new target, as the agreement they were begun under says (§3.3.7); stopped clocks stay as they are.
 * A team's clock follows within its own agreement.
 */
export async function retargetClocks(trx: TransactionClientContract, input: Input) {
  const clocks = (await openClocks(trx, input.ticketId)).filter(
    ({ kind, stoppedAt }) => kind !== 'uc' && !stoppedAt
  )
  const terms = await agreementTerms(clocks, trx)
  const targets = new Map<number, TargetMatch[]>()
  for (const clock of clocks) {
    const agreementId = clock.kind === 'sla' ? input.agreementId : clock.agreementId
    const known = targets.get(agreementId) ?? (await targetsOf(trx, agreementId, input))
    targets.set(agreementId, known)
    const target = known.find(({ metric }) => metric === clock.metric)
    if (target && target.agreementTargetId !== clock.agreementTargetId) {
      const policy = terms.get(clock.id)!.switchPolicy
      await replaceClock(trx, clock, { target, policy, at: input.at })
    }
  }
}

function targetsOf(trx: TransactionClientContract, agreementId: number, input: Input) {
  return findTargets({ ...input, agreementId, onDate: input.at.toISODate()! }, trx)
}

type Replacement = { target: TargetMatch; policy: SwitchPolicy; at: DateTime }

async function replaceClock(
  trx: TransactionClientContract,
  clock: Clock,
  { target, policy, at }: Replacement
) {
  const calendarVersion = await versionFor(trx, clock, target)
  const [oldCalendar, calendar] = [
    await loadVersionTime(clock, trx),
    await loadVersionTime({ ...target, calendarVersion }, trx),
  ]
  const next = { targetMinutes: target.targetMinutes, calendar }
  const result = switchTarget(clock.facts, oldCalendar, next, policy, at.toMillis())
  if (result.outcome === 'kept') return

  const wasBreached = clock.breachedAt !== null
  await clock
    .merge({ state: 'cancelled', cancelCause: 'replaced', replacedAt: at, dueAt: null })
    .useTransaction(trx)
    .save()
  const startedAt = DateTime.fromMillis(result.facts.startedAt, { zone: 'utc' })
  const replacement = newClock(clock.ticketId, { ...target, calendarVersion }, startedAt)
  replacement.merge({
    kind: clock.kind,
    teamId: clock.teamId,
    origin: 'target_changed',
    predecessorId: clock.id,
  })
  const cause = clock.pauses.at(-1)?.cause ?? 'none'
  await saveClock(trx, replacement, result.facts, calendar, at, cause)
  await replacement.load('pauses')
  await keepBreach(trx, clock, replacement)
  const isStillBreached = wasBreached && replacement.breachedAt !== null
  await carryTimers(trx, clock, replacement, isStillBreached)
  await syncTimers(trx, [clock, replacement], { at, cause: 'target_changed' })
}

/** Who answers for a breach that was known before, and why, goes over to the new clock. */
async function keepBreach(trx: TransactionClientContract, from: Clock, to: Clock) {
  if (to.breachedAt === null || from.breachCause === null) return
  const { breachCause, breachTeamId, breachReason, breachNote } = from
  await to.merge({ breachCause, breachTeamId, breachReason, breachNote }).useTransaction(trx).save()
}

/** The same calendar stays as the clock knew it; another one is taken as it was at the start. */
async function versionFor(trx: TransactionClientContract, clock: Clock, target: TargetMatch) {
  if (target.calendarId === clock.calendarId) return clock.calendarVersion
  return (await calendarVersionAt(target.calendarId, clock.startedAt, trx)).version
}
