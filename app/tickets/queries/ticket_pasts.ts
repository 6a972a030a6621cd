import { isoOfSqlUtc } from '#core/columns'
import type { HeardEvent, PastEvent } from '#sla/actions/replay_clocks'
import type { TargetFacts } from '#sla/queries/find_targets'
import { loadStandings, type Standings } from '#tickets/queries/standings'
import { openingOf, type Decisive, type DecisiveChange } from '#tickets/workflow/decisive_changes'
import { decisiveChanges } from '#tickets/queries/decisive_changes'
import { ticketSignals, type Signal } from '#tickets/queries/ticket_signals'
import db from '@adonisjs/lucid/services/db'
import type { QueryClientContract } from '@adonisjs/lucid/types/database'
import { DateTime } from 'luxon'

/** What a ticket was when it was opened, and what its clocks heard from then on. */
export type TicketPast = {
  facts: TargetFacts
  startedAt: DateTime
  events: PastEvent[]
  /** Whether history tells of the opening who was a VIP and how critical the item was. */
  isKnown: boolean
}

type Row = Decisive & {
  id: number
  kind: string
  openedAt: unknown
  firstResponseAt: unknown
  resolvedAt: unknown
}
type Step = { action: string; to: string; at: number }
type Happened<Event = PastEvent> = { at: number; events: Event[] }

/**
 * The pasts of tickets as their history tells them: steps, first response, reopenings, and every
 * change of what decides which times are promised. Whether a requester was a VIP and how critical an
 * item was comes from their own history. Ten statements, however many tickets.
 */
export async function ticketPasts(ids: readonly number[]): Promise<Map<number, TicketPast>> {
  const tickets = await ticketRows(ids)
  const steps = await stepsOf(ids)
  const changes = await decisiveChanges(ids)
  const signals = await ticketSignals(ids)
  const standings = await loadStandings([
    ...tickets,
    ...[...changes.values()].flat().flatMap(({ before, after }) => [before, after]),
  ])
  return new Map(
    tickets.map((ticket) => {
      const past = pastOf(
        ticket,
        { steps: steps.get(ticket.id) ?? [], signals: signals.get(ticket.id) ?? [] },
        changes.get(ticket.id) ?? []
      )
      return [ticket.id, past(standings)]
    })
  )
}

/** What the clocks of one ticket heard since its opening, in order. */
export async function courseOf(
  ticketId: number,
  client: QueryClientContract
): Promise<HeardEvent[]> {
  const [ticket] = await ticketRows([ticketId], client)
  const steps = (await stepsOf([ticketId], client)).get(ticketId) ?? []
  const signals = (await ticketSignals([ticketId], client)).get(ticketId) ?? []
  return inOrder(heardOf(ticket!, { steps, signals }))
}

function ticketRows(
  ids: readonly number[],
  client: QueryClientContract = db.connection()
): Promise<Row[]> {
  return client
    .from('tickets')
    .whereIn('id', [...ids])
    .select('id', 'kind', 'priority', 'service_id as serviceId', 'requester_id as requesterId')
    .select('organisation_id as organisationId', 'primary_ci_id as primaryCiId')
    .select('opened_at as openedAt', 'first_response_at as firstResponseAt')
    .select('resolved_at as resolvedAt')
    .exec()
}

async function stepsOf(
  ids: readonly number[],
  client: QueryClientContract = db.connection()
): Promise<Map<number, Step[]>> {
  const rows = await client
    .from('ticket_transitions')
    .whereIn('ticket_id', [...ids])
    .orderBy('ticket_id')
    .orderBy('id')
    .select('ticket_id', 'action', 'to_state', 'occurred_at')
  const steps = new Map<number, Step[]>()
  for (const { ticket_id: id, action, to_state: to, occurred_at: at } of rows) {
    const own = steps.get(Number(id))
    const step = { action, to, at: millis(at)! }
    if (own) own.push(step)
    else steps.set(Number(id), [step])
  }
  return steps
}

type Heard = { steps: Step[]; signals: Signal[] }

function pastOf(ticket: Row, heard: Heard, changes: DecisiveChange[]) {
  const openedAt = millis(ticket.openedAt)!
  const moment = momentOf(ticket)
  const opening = openingOf(ticket, changes)
  return (standings: Standings): TicketPast => {
    const factsOf = (values: Decisive, at: number) => standings.factsOf(ticket.kind, values, at)
    let known = opening
    const switches = changes.map(({ at, after }): Happened => {
      known = { ...known, ...after }
      return { at, events: [{ kind: 'retargeted', facts: factsOf(known, at), at: moment(at) }] }
    })
    return {
      facts: factsOf(opening, openedAt),
      isKnown: standings.isKnown(opening, openedAt),
      startedAt: utc(openedAt),
      // Of one second, a change counts before the step.
      events: inOrder([...switches, ...heardOf(ticket, heard)]),
    }
  }
}

function heardOf(ticket: Row, { steps, signals }: Heard): Happened<HeardEvent>[] {
  const moment = momentOf(ticket)
  const told = signals.map(({ at, event }) => ({ at, events: [{ ...event, at: moment(at) }] }))
  // A question comes before the waiting for its answer.
  return [...told, ...stepEvents(ticket, steps, moment)]
}

/** The sort is stable. */
function inOrder<Event>(happened: Happened<Event>[]): Event[] {
  return happened.sort((a, b) => a.at - b.at).flatMap(({ events }) => events)
}

/** No clock hears anything before the opening. */
function momentOf({ openedAt }: Row) {
  const opened = millis(openedAt)!
  return (at: number) => utc(Math.max(at, opened))
}

/** What the clocks heard of the steps; the first response may be a reply, which is no step. */
function stepEvents(
  ticket: Row,
  steps: Step[],
  moment: (at: number) => DateTime
): Happened<HeardEvent>[] {
  const [responded, resolved] = [millis(ticket.firstResponseAt), millis(ticket.resolvedAt)]
  const reopened = steps.findLast(({ action }) => action === 'reopen')?.at ?? -Infinity
  const happened = steps.map(({ action, to, at }): Happened<HeardEvent> => {
    const events: HeardEvent[] = [{ kind: 'state_changed', state: to, at: moment(at) }]
    if (action === 'reopen') events.push({ kind: 'reopened', metric: 'resolution', at: moment(at) })
    if (to === 'resolved' || to === 'closed') {
      // An imported ticket may know its resolution better than the step that showed it.
      const isFinal = resolved !== null && at >= reopened && resolved >= reopened
      if (responded === null) events.push({ kind: 'stopped', metric: 'response', at: moment(at) })
      const end = moment(isFinal ? resolved : at)
      events.push({ kind: 'stopped', metric: 'resolution', at: end })
    }
    return { at, events }
  })
  if (responded !== null) {
    const events: HeardEvent[] = [{ kind: 'stopped', metric: 'response', at: moment(responded) }]
    happened.push({ at: responded, events })
  }
  return happened
}

function millis(value: unknown): number | null {
  const iso = isoOfSqlUtc(value)
  return iso === null ? null : Date.parse(iso)
}

function utc(milliseconds: number): DateTime<true> {
  return DateTime.fromMillis(milliseconds, { zone: 'utc' }) as DateTime<true>
}
