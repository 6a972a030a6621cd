import { pendingChanges, recordAudit } from '#core/actions/record_audit'
import type { Actor } from '#core/actor'
import type { FieldChange } from '#core/errors'
import type Ticket from '#tickets/models/ticket'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'

type History = {
  actor: Actor
  action: string
  reason?: string | null
  extraChanges?: FieldChange[]
}

/** Saves a ticket's pending changes under its next version, together with their audit row. */
export async function saveWithHistory(
  trx: TransactionClientContract,
  ticket: Ticket,
  history: History
) {
  const changes = [...pendingChanges(ticket), ...(history.extraChanges ?? [])]
  ticket.version += 1
  await ticket.useTransaction(trx).save()
  await recordAudit(trx, {
    actor: history.actor,
    subjectType: 'ticket',
    subjectId: ticket.id,
    subjectVersion: ticket.version,
    organisationId: ticket.organisationId,
    action: history.action,
    reason: history.reason,
    changes,
  })
}
