import { fromSqlUtc, parseJson } from '#core/columns'
import type { FieldChange } from '#core/errors'
import { actorNameColumn } from '#directory/queries/name_actors'
import { nameReferences } from '#tickets/queries/name_references'
import type Ticket from '#tickets/models/ticket'
import db from '@adonisjs/lucid/services/db'

type Moment = { id: string; at: string; actor: string | null }
export type TimelineItem =
  | (Moment & {
      kind: 'comment'
      visibility: 'public' | 'internal'
      channel: string
      body: string
      authorId: number | null
      /** The duplicate it was written on, when it came along with one. */
      origin: string | null
    })
  | (Moment & {
      kind: 'step'
      action: string
      from: string | null
      to: string
      reason: string | null
    })
  | (Moment & {
      kind: 'assignment'
      team: string | null
      assignee: string | null
      note: string | null
    })
  | (Moment & { kind: 'edit'; changes: FieldChange[]; reason: string | null })
  | (Moment & { kind: 'clock'; action: 'breached' | 'escalated'; facts: Record<string, unknown> })

/**
 * What happened to a ticket, oldest first: conversation, steps, hands it went through, edits. Notes
 * are left out unless asked for: they never leave the server for those without the right (G-11).
 */
export async function ticketTimeline(
  ticket: Ticket,
  { withNotes }: { withNotes: boolean }
): Promise<TimelineItem[]> {
  const [comments, steps, assignments, audited] = await Promise.all([
    loadComments(ticket.id, withNotes),
    loadSteps(ticket.id, withNotes),
    loadAssignments(ticket.id, withNotes),
    withNotes ? loadAudited(ticket.id) : { edits: [], moments: [] },
  ])
  const { edits, moments } = audited
  return [...moments, ...steps, ...assignments, ...edits, ...comments].sort((left, right) =>
    left.at.localeCompare(right.at)
  )
}

const iso = (value: unknown) => fromSqlUtc(value)!.toISO()!

async function loadComments(ticketId: number, withNotes: boolean): Promise<TimelineItem[]> {
  const query = db
    .from('ticket_comments as comments')
    .leftJoin('people', 'people.id', 'comments.author_id')
    .leftJoin('tickets as origins', 'origins.id', 'comments.origin_ticket_id')
    // A duplicate still shows what was written on it.
    .where((own) => {
      void own.where('comments.ticket_id', ticketId).orWhere('comments.origin_ticket_id', ticketId)
    })
    .orderBy('comments.id')
    .select('comments.*', 'people.display_name as actor', 'origins.number as origin')
  if (!withNotes) void query.where('comments.visibility', 'public')
  const rows = await query
  return rows.map((row) => ({
    kind: 'comment',
    id: `comment-${row.id}`,
    at: iso(row.created_at),
    actor: row.actor,
    authorId: row.author_id,
    visibility: row.visibility,
    channel: row.channel,
    body: row.body,
    origin: row.origin_ticket_id === ticketId ? null : row.origin,
  }))
}

/**
 * Assigning shows as the assignment itself, with team, person and note. Which vendor the desk waits
 * for, and under which reference, is its own business.
 */
async function loadSteps(ticketId: number, withNotes: boolean): Promise<TimelineItem[]> {
  const rows = await db
    .from('ticket_transitions as steps')
    .leftJoin('people', 'people.id', 'steps.actor_id')
    .where('steps.ticket_id', ticketId)
    .whereNotIn('steps.action', ['assign', 'return_to_queue'])
    .orderBy('steps.id')
    .select('steps.*', 'people.display_name as actor')
  return rows.map((row) => ({
    kind: 'step',
    id: `step-${row.id}`,
    at: iso(row.occurred_at),
    actor: row.actor,
    action: row.action,
    from: row.from_state,
    to: row.to_state,
    reason: withNotes || row.action !== 'await_vendor' ? row.reason : null,
  }))
}

/** The note of an assignment is the desk's own business, like an internal note. */
async function loadAssignments(ticketId: number, withNotes: boolean): Promise<TimelineItem[]> {
  const rows = await db
    .from('ticket_assignments as hands')
    .leftJoin('people as assigner', 'assigner.id', 'hands.assigned_by_id')
    .leftJoin('people as assignee', 'assignee.id', 'hands.assignee_id')
    .leftJoin('teams', 'teams.id', 'hands.team_id')
    .where('hands.ticket_id', ticketId)
    .orderBy('hands.id')
    .select(
      'hands.*',
      'assigner.display_name as actor',
      'assignee.display_name as assignee',
      'teams.name as team'
    )
  return rows.map((row) => ({
    kind: 'assignment',
    id: `assignment-${row.id}`,
    at: iso(row.started_at),
    actor: row.actor,
    team: row.team,
    assignee: row.assignee,
    note: withNotes ? row.note : null,
  }))
}

const CLOCK_EVENTS: Record<string, 'breached' | 'escalated'> = {
  'clock.breached': 'breached',
  'clock.escalated': 'escalated',
}

/** Edits by people and rules, and what the clocks did: breaches, escalations and their outcome. */
async function loadAudited(ticketId: number) {
  const rows = await db
    .from('audit_events')
    .where({ subject_type: 'ticket', subject_id: ticketId })
    .whereIn('action', ['incident.updated', ...Object.keys(CLOCK_EVENTS)])
    .orderBy('id')
    .select('audit_events.*')
    .select(actorNameColumn())
  const isMoment = ({ action }: { action: string }) => action in CLOCK_EVENTS
  const edits = rows
    .filter((row) => !isMoment(row as { action: string }))
    .map((row) => ({
      kind: 'edit' as const,
      id: `edit-${row.id}`,
      at: iso(row.occurred_at),
      actor: row.actor_name,
      changes: parseJson<FieldChange[]>(row.changes),
      reason: row.reason,
    }))
  const moments = rows
    .filter((row) => isMoment(row as { action: string }))
    .map((row) => ({
      kind: 'clock' as const,
      id: `clock-${row.id}`,
      at: iso(row.occurred_at),
      actor: null,
      action: CLOCK_EVENTS[row.action]!,
      facts: Object.fromEntries(
        parseJson<FieldChange[]>(row.changes).map(({ field, after }) => [field, after])
      ),
    }))
  return { edits: await nameReferences(edits), moments }
}
