import { clock } from '#core/clock'
import { type ClockReplay, type PastEvent, type ReplayedClocks } from '#sla/actions/replay_clocks'
import type { ContractLookup } from '#tickets/queries/contract_lookup'
import { incidentPast, type IncidentPast } from '#tickets/workflow/servicenow_history'
import type { LogEvent } from '#tickets/workflow/servicenow_log'
import { DateTime } from 'luxon'

/** An incident's past with the contract and the clocks it had, ready to be stored. */
export type PlannedIncident = {
  past: IncidentPast
  contractId: number | null
  clocks: ReplayedClocks | null
}

type Planner = {
  contracts: ContractLookup
  clocks: ClockReplay
  /** Of the client (`Organisation.lineage`). */
  organisationIds: readonly number[]
}

export async function plannedIncident(
  planner: Planner,
  rows: LogEvent[]
): Promise<PlannedIncident> {
  const past = incidentPast(rows)
  const openedAt = utc(past.openedAt)
  const contract = await planner.contracts.find(openedAt.toISODate()!)
  if (!contract) return { past, contractId: null, clocks: null }

  const clocks = await planner.clocks.compute({
    agreementId: contract.agreementId,
    ticketKind: 'incident',
    // The log names neither an item nor anybody's standing.
    ...{ serviceId: null, ciCriticality: null, isVip: false },
    organisationIds: planner.organisationIds,
    priority: past.priorities[0]!.priority,
    startedAt: openedAt,
    events: clockEvents(past),
    // The log does not say what the customer was told.
    untold: ['next_update'],
    now: clock.now(),
  })
  return { past, contractId: contract.id, clocks }
}

export function utc(milliseconds: number): DateTime<true> {
  return DateTime.fromMillis(milliseconds, { zone: 'utc' }) as DateTime<true>
}

/** What happened to the clocks, in order; a clock knows nothing from before its start. */
function clockEvents(past: IncidentPast): PastEvent[] {
  const moment = (at: number) => utc(Math.max(at, past.openedAt))
  const changes = past.priorities.slice(1).map(({ at, priority }) => ({
    at,
    events: [{ kind: 'retargeted', facts: { priority }, at: moment(at) }] satisfies PastEvent[],
  }))
  const steps = past.steps.map((step) => ({ at: step.at, events: eventsOf(past, step, moment) }))
  // The sort is stable: of one minute, a new priority counts before the step.
  return [...changes, ...firstHands(past, moment), ...steps]
    .sort((a, b) => a.at - b.at)
    .flatMap(({ events }) => events)
}

function firstHands({ hands }: IncidentPast, moment: (at: number) => DateTime) {
  const first = hands.find(({ assignee }) => assignee !== null)
  if (!first) return []
  const stop: PastEvent = { kind: 'stopped', metric: 'assignment', at: moment(first.from) }
  return [{ at: first.from, events: [stop] }]
}

type Step = IncidentPast['steps'][number]

function eventsOf(
  past: IncidentPast,
  { action, to, at }: Step,
  moment: (at: number) => DateTime
): PastEvent[] {
  const events: PastEvent[] = [{ kind: 'state_changed', state: to, at: moment(at) }]
  if (at === past.firstResponseAt) {
    events.push({ kind: 'stopped', metric: 'response', at: moment(at) })
  }
  if (action === 'reopen') events.push({ kind: 'reopened', metric: 'resolution', at: moment(at) })
  if (to === 'resolved' || to === 'closed') {
    events.push({ kind: 'stopped', metric: 'resolution', at: stopOf(past, at, moment) })
  }
  return events
}

/** The log may know the minute of the resolution better than the update that showed it. */
function stopOf(past: IncidentPast, at: number, moment: (at: number) => DateTime): DateTime {
  const lastReopening =
    past.steps.findLast(({ action }) => action === 'reopen')?.at ?? Number.NEGATIVE_INFINITY
  const isFinal = past.resolvedAt !== null && at > lastReopening && past.resolvedAt > lastReopening
  return moment(isFinal ? past.resolvedAt! : at)
}
