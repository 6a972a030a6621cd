import { toSearchRow } from '#core/actions/index_record'
import type { AuditEntry } from '#core/actions/record_audit'
import { utc, type PlannedIncident } from '#tickets/actions/plan_past_incident'
import { SERVICENOW } from '#tickets/workflow/servicenow_log'

type Ids = {
  organisationId: number
  requester(name: string | null): number
  assignee(name: string | null): number | null
  team(name: string | null): number | null
}

/** A planned incident that has its id and number. */
export type Placed = { plan: PlannedIncident; idsOf: Ids; number: string; ticketId: number }

const TITLE_MAX = 300

export function ticketRow(
  { past, contractId, clocks }: PlannedIncident,
  number: string,
  idsOf: Ids
) {
  const { last } = past
  return {
    kind: 'incident',
    number,
    state: last.state,
    is_open: past.isOpen,
    organisation_id: idsOf.organisationId,
    requester_id: idsOf.requester(past.caller),
    team_id: idsOf.team(last.team),
    assignee_id: idsOf.assignee(last.assignee),
    contract_id: contractId,
    title: titleOf(past),
    description: descriptionOf(past),
    channel: 'import',
    impact: last.impact,
    urgency: last.urgency,
    priority: last.priority,
    // The other desk's word; our matrix would give another for some.
    is_priority_overridden: true,
    opened_at: utc(past.openedAt),
    state_changed_at: utc(past.steps.at(-1)!.at),
    first_response_at: moment(past.firstResponseAt),
    resolved_at: moment(past.resolvedAt),
    closed_at: moment(past.closedAt),
    response_due_at: clocks?.summary.responseDueAt ?? null,
    resolution_due_at: clocks?.summary.resolutionDueAt ?? null,
    sla_state: clocks?.summary.slaState ?? 'none',
    reassignment_count: past.reassignmentCount,
    reopen_count: past.reopenCount,
    version: past.updates.length,
    created_at: utc(Math.min(past.openedAt, past.firstUpdateAt)),
    updated_at: utc(past.updates.at(-1)!.at),
  }
}

export function detailRow({ plan, ticketId }: Placed) {
  return {
    ticket_id: ticketId,
    external_system: SERVICENOW,
    external_key: plan.past.last.number,
    external_references: JSON.stringify(plan.past.references),
  }
}

export function stepRows({ plan, ticketId }: Placed) {
  return plan.past.steps.map(({ action, from, to, at }) => ({
    ticket_id: ticketId,
    action,
    from_state: from,
    to_state: to,
    occurred_at: utc(at),
  }))
}

export function handRows({ plan, ticketId, idsOf }: Placed) {
  return plan.past.hands.map(({ team, assignee, from, to }) => ({
    ticket_id: ticketId,
    team_id: idsOf.team(team),
    assignee_id: idsOf.assignee(assignee),
    started_at: utc(from),
    ended_at: moment(to),
  }))
}

export function auditEntries({ plan, ticketId, idsOf }: Placed): AuditEntry[] {
  return plan.past.updates.map(({ at, by, action, changes }, index) => ({
    actor: {
      userId: null,
      personId: null,
      label: by ?? 'ServiceNow',
      channel: 'import',
      requestId: null,
    },
    subjectType: 'ticket',
    subjectId: ticketId,
    subjectVersion: index + 1,
    organisationId: idsOf.organisationId,
    action,
    changes,
    occurredAt: utc(at),
  }))
}

export function searchRow({ plan, ticketId, number, idsOf }: Placed) {
  return toSearchRow({
    subjectType: 'ticket',
    subjectId: ticketId,
    organisationId: idsOf.organisationId,
    number,
    title: titleOf(plan.past),
    text: descriptionOf(plan.past),
  })
}

/** The log has no title: the number it had there and what it was about make one. */
function titleOf({ last, references }: PlannedIncident['past']): string {
  const topic = [references.category, references.subcategory, references.symptom]
    .filter(Boolean)
    .join(', ')
  return (topic ? `${last.number}: ${topic}` : last.number).slice(0, TITLE_MAX)
}

function descriptionOf({ references }: PlannedIncident['past']): string {
  return Object.entries(references)
    .map(([key, value]) => `${key}: ${value}`)
    .join('\n')
}

function moment(milliseconds: number | null) {
  return milliseconds === null ? null : utc(milliseconds)
}
