import { toSearchRow } from '#core/actions/index_record'
import { toAuditRow } from '#core/actions/record_audit'
import { SYSTEM_ACTOR } from '#core/actor'
import { fromSqlUtc } from '#core/columns'
import type { BenchRow } from '#database/bench/read_table'
import { clockEventsOf, storyOf } from '#database/bench/ticket_story'
import type { ClockReplay } from '#sla/actions/replay_clocks'
import { isOpenState } from '#tickets/workflow/incident_workflow'
import type { IncidentState, TicketKind } from '#tickets/workflow/kinds'
import { priorityOf, type Impact, type Urgency } from '#tickets/workflow/priority'
import type { DateTime } from 'luxon'

const LOWEST_URGENCY = 3

export type PlannedTicket = Awaited<ReturnType<typeof planTicket>>

/** A ticket of the file with the history and the clocks it would have had. */
export async function planTicket(
  row: BenchRow,
  agreementId: number,
  replay: ClockReplay,
  now: DateTime
) {
  const kind = row.type as TicketKind
  const [created, updated] = [fromSqlUtc(row.created)!, fromSqlUtc(row.updated)!]
  const steps = storyOf(kind, row.status!, created, updated)
  const impact = Number(row.impact) as Impact
  const urgency = Math.min(Number(row.urgency), LOWEST_URGENCY) as Urgency
  const priority = priorityOf({ impact, urgency, isVip: false, isCriticalService: false })
  const serviceId = Number(row.service)
  const clocks = await replay.compute({
    agreementId,
    ticketKind: kind,
    serviceId,
    organisationIds: [Number(row.org)],
    ciCriticality: null,
    isVip: false,
    priority,
    startedAt: created,
    events: clockEventsOf(steps),
    now,
  })
  return {
    row,
    id: Number(row.id),
    kind,
    created,
    updated,
    steps,
    impact,
    urgency,
    priority,
    serviceId,
    clocks,
  }
}

export function ticketRow(planned: PlannedTicket, number: string, primaryCiId: number | null) {
  const { row, steps, clocks } = planned
  const { to: state, at } = steps.at(-1)!
  const entered = (wanted: string) => steps.find(({ to }) => to === wanted)?.at ?? null
  const org = Number(row.org)
  return {
    id: planned.id,
    kind: planned.kind,
    number,
    state,
    is_open: isOpenState(state as IncidentState),
    organisation_id: org,
    requester_id: Number(row.caller),
    registered_by_id: idOrNull(row.agent),
    team_id: idOrNull(row.team),
    assignee_id: idOrNull(row.agent),
    service_id: planned.serviceId,
    // Contracts have the ids of their organisations here.
    contract_id: org,
    primary_ci_id: primaryCiId,
    title: row.title!,
    description: row.description!,
    channel: 'agent',
    impact: planned.impact,
    urgency: planned.urgency,
    priority: planned.priority,
    is_priority_overridden: false,
    opened_at: planned.created,
    state_changed_at: at,
    first_response_at: steps.find(({ action }) => action === 'take')?.at ?? null,
    resolved_at: entered('resolved'),
    closed_at: entered('closed'),
    response_due_at: clocks.summary.responseDueAt,
    resolution_due_at: clocks.summary.resolutionDueAt,
    sla_state: clocks.summary.slaState,
    version: 1,
    created_at: planned.created,
    updated_at: planned.updated,
  }
}

export function stepRows({ id, row, steps }: PlannedTicket) {
  return steps.map(({ action, from, to, at }) => ({
    ticket_id: id,
    action,
    from_state: from,
    to_state: to,
    actor_id: idOrNull(row.agent),
    occurred_at: at,
  }))
}

export function assignmentRows({ id, row, steps }: PlannedTicket) {
  const begun = steps[1]
  if (!begun) return []
  return [
    {
      ticket_id: id,
      team_id: idOrNull(row.team),
      assignee_id: idOrNull(row.agent),
      started_at: begun.at,
    },
  ]
}

export function auditRow({ id, kind, row, created, priority }: PlannedTicket) {
  return toAuditRow({
    actor: { ...SYSTEM_ACTOR, channel: 'import' },
    subjectType: 'ticket',
    subjectId: id,
    subjectVersion: 1,
    organisationId: Number(row.org),
    action: `${kind}.registered`,
    changes: [
      { field: 'title', before: null, after: row.title! },
      { field: 'priority', before: null, after: priority },
    ],
    occurredAt: created,
  })
}

export function searchRow({ id, row }: PlannedTicket, number: string, notes: string) {
  return toSearchRow({
    subjectType: 'ticket',
    subjectId: id,
    organisationId: Number(row.org),
    number,
    title: row.title!,
    text: row.description!,
    internalText: notes,
  })
}

function idOrNull(text: string | undefined): number | null {
  return Number(text) || null
}
