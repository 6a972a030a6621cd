import { extendIndex } from '#core/actions/index_record'
import { recordAudit } from '#core/actions/record_audit'
import { driveClocks, type ClockEvent } from '#sla/actions/drive_clocks'
import { owedUpdate } from '#sla/queries/owed_update'
import { slaSummary } from '#sla/queries/sla_summary'
import { respond } from '#tickets/actions/take_incident'
import {
  lockTicket,
  stepIncident,
  withIncident,
  type IncidentCommand,
  type LockedTicket,
} from '#tickets/actions/transition_incident'
import { refuseEnded } from '#tickets/actions/refuse_ended'
import { saveWithHistory } from '#tickets/actions/write_history'
import TicketComment from '#tickets/models/ticket_comment'
import type { CommentVisibility } from '#tickets/workflow/kinds'
import { isPendingState } from '#tickets/workflow/incident_workflow'
import type { Actor } from '#core/actor'
import { inTransaction } from '#core/transaction'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'

type AddComment = Omit<IncidentCommand, 'version'> & { visibility: CommentVisibility; body: string }

/**
 * A public reply or an internal note (G-11). An agent's first public reply stops the response clock,
 * and with each of them the next news is due anew (§3.3.5); the requester's side answering an
 * incident that waits for them sets it to work again (§2.1).
 */
export const addComment = {
  async handle(input: AddComment): Promise<TicketComment> {
    return inTransaction((trx) => this.add(trx, input))
  },

  async add(trx: TransactionClientContract, { visibility, body, ...command }: AddComment) {
    const locked = await lockTicket(trx, command)
    const { ticket } = locked
    await refuseEnded(trx, ticket)

    const comment = await writeComment(locked, command.actor, visibility, body)
    if (visibility === 'public') await react(locked, command.actor)
    return comment
  },
}

/** Stores the comment with its search text and history, without the effects of a reply. */
export async function writeComment(
  { trx, ticket, at }: LockedTicket,
  actor: Actor,
  visibility: CommentVisibility,
  body: string
) {
  const comment = await TicketComment.create(
    {
      ticketId: ticket.id,
      organisationId: ticket.organisationId,
      authorId: actor.personId,
      visibility,
      channel: actor.channel,
      body,
      createdAt: at,
    },
    { client: trx }
  )
  // The version stays: a comment makes nobody's edit stale.
  await ticket.merge({ updatedAt: at }).useTransaction(trx).save()
  await recordAudit(trx, {
    actor,
    subjectType: 'ticket',
    subjectId: ticket.id,
    organisationId: ticket.organisationId,
    action: visibility === 'internal' ? 'incident.note_added' : 'incident.replied',
    changes: [{ field: 'comment', before: null, after: comment.id }],
  })
  await extendIndex(trx, {
    subjectType: 'ticket',
    subjectId: ticket.id,
    text: body,
    isInternal: visibility === 'internal',
  })
  return comment
}

async function react(locked: LockedTicket, actor: Actor) {
  const { trx, ticket, at } = locked
  // A machine's words answer nobody and are no news that anybody was promised.
  if (actor.personId === null) return
  const { isRequesterSide, isUpdateOwed } = await speakerOf(locked, actor.personId)
  if (isRequesterSide) {
    if (ticket.state !== 'pending_customer') return
    await stepIncident(await withIncident(locked), { actor, action: 'resume' })
    return
  }
  const answers = isPendingState(ticket.state) ? [] : respond(ticket, at)
  const events: ClockEvent[] = isUpdateOwed ? [...answers, { kind: 'updated', at }] : answers
  if (events.length === 0) return
  await driveClocks(trx, ticket.id, events)
  ticket.merge(await slaSummary(ticket.id, trx))
  if (answers.length === 0) await ticket.useTransaction(trx).save()
  else await saveWithHistory(trx, ticket, { actor, action: 'incident.responded' })
}

/** Whose side the author is on, and whether the customer waits for news. */
async function speakerOf({ trx, ticket }: LockedTicket, authorId: number) {
  if (authorId === ticket.requesterId) return { isRequesterSide: true, isUpdateOwed: false }
  const author = await trx
    .from('people')
    .where('id', authorId)
    .select('organisation_id')
    .select(owedUpdate(ticket.id, trx).as('updates'))
    .first()
  return {
    isRequesterSide: author?.organisation_id === ticket.organisationId,
    isUpdateOwed: Number(author?.updates) > 0,
  }
}
