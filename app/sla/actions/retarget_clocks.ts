import { calendarVersionAt } from '#calendars/queries/calendar_versions'
import { beginMidFlight, beginWithOpening, type CourseOfTicket } from '#sla/actions/begin_promises'
import { openClocks } from '#sla/actions/drive_clocks'
import { replaceClock } from '#sla/actions/replace_clock'
import { syncTimers } from '#sla/actions/sync_timers'
import type Clock from '#sla/models/clock'
import { agreementTerms, type ClockTerms } from '#sla/queries/agreement_terms'
import {
  loadPromises,
  matchTargets,
  type Promises,
  type TargetFacts,
  type TargetMatch,
} from '#sla/queries/find_targets'
import { stands } from '#sla/workflow/clock_events'
import { losesPromise } from '#sla/workflow/switch_target'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import type { DateTime } from 'luxon'

type Input = TargetFacts & {
  agreementId: number
  course: CourseOfTicket
  /** No contract promised the ticket anything until now. */
  isNewlyCovered: boolean
  at: DateTime
}

/**
 * Priority, service, contract, client or item changed: running clocks are replaced by clocks on the
 * new target, as the agreement they were begun under says (§3.3.7); a promise that the ticket does
 * not have any more ends, one it did not have before begins; stopped clocks stay as they are. A
 * team's clock follows within its own agreement. A ticket that comes under contract gets the clocks
 * it would have had from the opening.
 */
export async function retargetClocks(trx: TransactionClientContract, input: Input) {
  const { agreementId, course, at } = input
  const clocks = (await openClocks(trx, course.ticketId)).filter(({ kind }) => kind !== 'uc')
  const promised = await promisedBy(trx, agreementId, input)
  await followTargets(trx, clocks, promised, input)

  const standing = clocks
    .filter(({ kind, metric, facts }) => kind === 'sla' && stands(metric, facts))
    .map(({ metric }) => metric)
  const targets = promised.targets.filter(({ metric }) => !standing.includes(metric))
  const begin = input.isNewlyCovered ? beginWithOpening : beginMidFlight
  await begin(trx, { course, at, terms: promised.terms, targets })
}

type Promised = { terms: Promises; targets: TargetMatch[] }

async function promisedBy(
  trx: TransactionClientContract,
  agreementId: number,
  facts: TargetFacts & { at: DateTime }
): Promise<Promised> {
  const terms = await loadPromises(agreementId, facts.ticketKind, trx)
  return { terms, targets: matchTargets(terms, { ...facts, onDate: facts.at.toISODate()! }) }
}

async function followTargets(
  trx: TransactionClientContract,
  clocks: readonly Clock[],
  promised: Promised,
  input: Input
) {
  const running = clocks.filter(({ stoppedAt }) => !stoppedAt)
  const terms = await agreementTerms(running, trx)
  const known = new Map([[input.agreementId, promised.targets]])
  for (const clock of running) {
    const agreementId = clock.kind === 'sla' ? input.agreementId : clock.agreementId
    const targets = known.get(agreementId) ?? (await promisedBy(trx, agreementId, input)).targets
    known.set(agreementId, targets)
    const target = targets.find(({ metric }) => metric === clock.metric)
    await follow(trx, clock, { target, terms: terms.get(clock.id)!, at: input.at })
  }
}

type Following = { target: TargetMatch | undefined; terms: ClockTerms; at: DateTime }

async function follow(
  trx: TransactionClientContract,
  clock: Clock,
  { target, terms: { switchPolicy: policy }, at }: Following
) {
  if (!target) {
    if (!losesPromise(clock.facts, policy)) return
    const end = { state: 'cancelled', cancelCause: 'not_promised', dueAt: null } as const
    await clock.merge(end).useTransaction(trx).save()
    return syncTimers(trx, [clock], { at })
  }
  if (target.agreementTargetId === clock.agreementTargetId) return
  const calendarVersion = await versionFor(trx, clock, target)
  await replaceClock(trx, clock, { target: { ...target, calendarVersion }, policy, at })
}

/** The same calendar stays as the clock knew it; another one is taken as it was at the start. */
async function versionFor(trx: TransactionClientContract, clock: Clock, target: TargetMatch) {
  if (target.calendarId === clock.calendarId) return clock.calendarVersion
  return (await calendarVersionAt(target.calendarId, clock.startedAt, trx)).version
}
