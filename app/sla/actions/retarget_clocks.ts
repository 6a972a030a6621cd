import { calendarVersionAt } from '#calendars/queries/calendar_versions'
import { openClocks } from '#sla/actions/drive_clocks'
import { replaceClock } from '#sla/actions/replace_clock'
import type Clock from '#sla/models/clock'
import { agreementTerms } from '#sla/queries/agreement_terms'
import { findTargets, type TargetFacts, type TargetMatch } from '#sla/queries/find_targets'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import type { DateTime } from 'luxon'

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
      const calendarVersion = await versionFor(trx, clock, target)
      const replacement = { target: { ...target, calendarVersion }, policy, at: input.at }
      await replaceClock(trx, clock, replacement)
    }
  }
}

function targetsOf(trx: TransactionClientContract, agreementId: number, input: Input) {
  return findTargets({ ...input, agreementId, onDate: input.at.toISODate()! }, trx)
}

/** The same calendar stays as the clock knew it; another one is taken as it was at the start. */
async function versionFor(trx: TransactionClientContract, clock: Clock, target: TargetMatch) {
  if (target.calendarId === clock.calendarId) return clock.calendarVersion
  return (await calendarVersionAt(target.calendarId, clock.startedAt, trx)).version
}
