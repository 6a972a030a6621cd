import type { FieldChange, Plain } from '#core/errors'
import { isOpenState } from '#tickets/workflow/incident_workflow'
import type { IncidentState } from '#tickets/workflow/kinds'
import type { LogEvent } from '#tickets/workflow/servicenow_log'

export type PastStep = { action: string; from: IncidentState | null; to: IncidentState; at: number }
export type PastHands = {
  team: string | null
  assignee: string | null
  from: number
  to: number | null
}
export type PastUpdate = { at: number; by: string | null; action: string; changes: FieldChange[] }

/** An incident as its rows tell it; instants are epoch milliseconds. */
export type IncidentPast = {
  /** The last row: how the incident stands now. */
  last: LogEvent
  openedAt: number
  firstUpdateAt: number
  firstResponseAt: number | null
  resolvedAt: number | null
  closedAt: number | null
  isOpen: boolean
  caller: string | null
  reassignmentCount: number
  reopenCount: number
  references: Record<string, string>
  /** A connected chain from null to the state now; rows without a new state make no step (P2). */
  steps: PastStep[]
  hands: PastHands[]
  /** One per row. */
  updates: PastUpdate[]
  priorities: { at: number; priority: number }[]
}

/** Rows of an incident in the order things happened: several rows may share a minute. */
export function inOrder(rows: readonly LogEvent[]): LogEvent[] {
  return rows.toSorted(
    (a, b) => a.updatedAt - b.updatedAt || a.modCount - b.modCount || a.line - b.line
  )
}

/** What the rows of one incident amount to; there is at least one. */
export function incidentPast(rows: readonly LogEvent[]): IncidentPast {
  const ordered = inOrder(rows)
  const [first, last] = [ordered[0]!, ordered.at(-1)!]
  const steps = stepsOf(ordered)
  const hands = handsOf(ordered)
  const isOpen = isOpenState(last.state)
  return {
    last,
    openedAt: latest(ordered, 'openedAt') ?? first.updatedAt,
    firstUpdateAt: first.updatedAt,
    firstResponseAt: steps.find(({ to }) => to !== 'new')?.at ?? null,
    resolvedAt: isOpen
      ? null
      : (latest(ordered, 'resolvedAt') ?? entered(steps, 'resolved') ?? entered(steps, 'closed')),
    closedAt:
      last.state === 'closed' ? (latest(ordered, 'closedAt') ?? entered(steps, 'closed')) : null,
    isOpen,
    caller: latest(ordered, 'caller'),
    reassignmentCount: latest(ordered, 'reassignmentCount') ?? Math.max(0, hands.length - 1),
    reopenCount:
      latest(ordered, 'reopenCount') ?? steps.filter(({ action }) => action === 'reopen').length,
    references: Object.assign({}, ...ordered.map(({ references }) => references)),
    steps,
    hands,
    updates: updatesOf(ordered),
    priorities: folded(ordered, ({ priority }) => priority).map(({ updatedAt, priority }) => ({
      at: updatedAt,
      priority,
    })),
  }
}

/** What is known last: an unknown value does not take an earlier one away. */
function latest<Field extends keyof LogEvent>(
  rows: LogEvent[],
  field: Field
): LogEvent[Field] | null {
  return rows.findLast((row) => row[field] !== null)?.[field] ?? null
}

function entered(steps: PastStep[], state: IncidentState): number | null {
  return steps.findLast(({ to }) => to === state)?.at ?? null
}

/** The rows at which the value is another than on the row before. */
function folded(rows: LogEvent[], valueOf: (row: LogEvent) => unknown): LogEvent[] {
  return rows.filter((row, index) => index === 0 || valueOf(row) !== valueOf(rows[index - 1]!))
}

function stepsOf(rows: LogEvent[]): PastStep[] {
  return folded(rows, ({ state }) => state).map((row, index, all) => {
    const from = all[index - 1]?.state ?? null
    return { action: actionOf(from, row.state), from, to: row.state, at: row.updatedAt }
  })
}

/** The name of the act that leads there, whether or not it would be allowed today. */
function actionOf(from: IncidentState | null, to: IncidentState): string {
  if (from === null) return 'register'
  const wasFinished = !isOpenState(from)
  switch (to) {
    case 'new':
      return wasFinished ? 'reopen' : 'return_to_queue'
    case 'in_progress':
      if (wasFinished) return 'reopen'
      return from === 'new' ? 'take' : 'resume'
    case 'pending_customer':
      return 'await_customer'
    case 'pending_vendor':
      return 'await_vendor'
    case 'pending_change':
      return 'await_change'
    case 'pending_problem':
      return 'await_problem'
    case 'assigned':
      return 'assign'
    case 'resolved':
      return 'resolve'
    case 'closed':
      return 'close'
    case 'cancelled':
      return 'cancel'
    default:
      return to satisfies never
  }
}

function handsOf(rows: LogEvent[]): PastHands[] {
  return folded(rows, ({ team, assignee }) => `${team}\n${assignee}`)
    .map(({ team, assignee, updatedAt }, index, all) => ({
      team,
      assignee,
      from: updatedAt,
      to: all[index + 1]?.updatedAt ?? null,
    }))
    .filter(({ team, assignee }) => team !== null || assignee !== null)
}

const FIELDS = ['state', 'team', 'assignee', 'impact', 'urgency', 'priority', 'caller'] as const

function updatesOf(rows: LogEvent[]): PastUpdate[] {
  return rows.map((row, index) => {
    const changes = changesBetween(rows[index - 1], row)
    return {
      at: row.updatedAt,
      by: row.updatedBy,
      action: auditAction(rows[index - 1], row),
      changes,
    }
  })
}

function changesBetween(before: LogEvent | undefined, after: LogEvent): FieldChange[] {
  const [old, now] = [before ? factsOf(before) : {}, factsOf(after)]
  return [...new Set([...Object.keys(old), ...Object.keys(now)])]
    .map((field) => ({ field, before: old[field] ?? null, after: now[field] ?? null }))
    .filter((change) => change.before !== change.after)
}

function factsOf(row: LogEvent): Record<string, Plain> {
  return { ...Object.fromEntries(FIELDS.map((field) => [field, row[field]])), ...row.references }
}

const PAST: Record<string, string> = {
  take: 'taken',
  return_to_queue: 'returned_to_queue',
  await_customer: 'awaits_customer',
  await_vendor: 'awaits_vendor',
  await_change: 'awaits_change',
  await_problem: 'awaits_problem',
  resume: 'resumed',
  resolve: 'resolved',
  close: 'closed',
  reopen: 'reopened',
}

function auditAction(before: LogEvent | undefined, after: LogEvent): string {
  if (!before) return 'incident.registered'
  if (before.state !== after.state) return `incident.${PAST[actionOf(before.state, after.state)]}`
  const isHandedOver = before.team !== after.team || before.assignee !== after.assignee
  return isHandedOver ? 'incident.assigned' : 'incident.updated'
}
