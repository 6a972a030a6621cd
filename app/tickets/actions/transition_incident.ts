import { refuseStale } from '#core/actions/refuse_stale'
import type { Actor } from '#core/actor'
import { clock } from '#core/clock'
import type { FieldChange } from '#core/errors'
import { driveClocks, type ClockEvent } from '#sla/actions/drive_clocks'
import { slaSummary } from '#sla/queries/sla_summary'
import { saveWithHistory } from '#tickets/actions/write_history'
import { TransitionRefused } from '#tickets/errors'
import Incident from '#tickets/models/incident'
import Ticket from '#tickets/models/ticket'
import TicketTransition from '#tickets/models/ticket_transition'
import { isOpenState, nextState, type IncidentAction } from '#tickets/workflow/incident_workflow'
import type { IncidentState } from '#tickets/workflow/kinds'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import type { DateTime } from 'luxon'

/** What every command on an incident carries. `version` is what the person saw (G-15). */
export type IncidentCommand = { actor: Actor; ticketId: number; version?: number }

export type Locked = {
  trx: TransactionClientContract
  ticket: Ticket
  incident: Incident
  at: DateTime
}

/** What acts need that leave the state alone. */
export type LockedTicket = Omit<Locked, 'incident'>

/** Locks the ticket for the transaction and refuses a command made on an older version. */
export async function lockIncident(
  trx: TransactionClientContract,
  command: IncidentCommand
): Promise<Locked> {
  return withIncident(await lockTicket(trx, command))
}

/** The same without the incident's own fields. */
export async function lockTicket(
  trx: TransactionClientContract,
  command: IncidentCommand
): Promise<LockedTicket> {
  const ticket = await Ticket.query({ client: trx })
    .where({ id: command.ticketId, kind: 'incident' })
    .forUpdate()
    .firstOrFail()
  await refuseStale(trx, 'ticket', ticket, command.version)
  return { trx, ticket, at: clock.now() }
}

export async function withIncident(locked: LockedTicket): Promise<Locked> {
  const { trx, ticket } = locked
  const incident = await Incident.query({ client: trx }).where('ticketId', ticket.id).firstOrFail()
  return { ...locked, incident }
}

type Step = {
  actor: Actor
  action: IncidentAction
  reason?: string | null
  events?: ClockEvent[]
  /** What the step changed beside the ticket itself. */
  extraChanges?: FieldChange[]
}

/**
 * One step of the state machine on a locked incident: state, chain of steps, clocks, audit. Changes
 * the caller made to the ticket and the incident before are saved and audited with it.
 */
export async function stepIncident(
  { trx, ticket, incident, at }: Locked,
  { actor, action, reason, events = [], extraChanges }: Step
) {
  const from = ticket.state as IncidentState
  const to = nextState(from, action)
  if (!to) throw new TransitionRefused(action, from)

  ticket.merge({ state: to, isOpen: isOpenState(to), stateChangedAt: at })
  await incident.useTransaction(trx).save()
  await TicketTransition.create(
    {
      ticketId: ticket.id,
      action,
      fromState: from,
      toState: to,
      actorId: actor.personId,
      reason: reason ?? null,
      occurredAt: at,
    },
    { client: trx }
  )
  await driveClocks(trx, ticket.id, [{ kind: 'state_changed', state: to, at }, ...events])
  ticket.merge(await slaSummary(ticket.id, trx))
  await saveWithHistory(trx, ticket, {
    ...{ actor, action: `incident.${PAST[action]}`, reason, extraChanges },
  })
}

const PAST: Record<IncidentAction, string> = {
  assign: 'assigned',
  take: 'taken',
  return_to_queue: 'returned_to_queue',
  await_customer: 'awaits_customer',
  await_vendor: 'awaits_vendor',
  resume: 'resumed',
  resolve: 'resolved',
  close: 'closed',
  reopen: 'reopened',
  cancel: 'cancelled',
  merge: 'merged',
}
