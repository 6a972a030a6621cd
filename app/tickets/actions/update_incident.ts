import { inTransaction } from '#core/transaction'
import Service from '#catalog/models/service'
import ConfigurationItem from '#cmdb/models/configuration_item'
import Person from '#directory/models/person'
import { followContract } from '#tickets/actions/contract_followers'
import { followTargets } from '#tickets/actions/follow_targets'
import { contractByRule } from '#tickets/queries/contract_choice'
import { reindexTicket } from '#tickets/actions/reindex_ticket'
import {
  lockIncident,
  type IncidentCommand,
  type Locked,
} from '#tickets/actions/transition_incident'
import { refuseEnded } from '#tickets/actions/refuse_ended'
import { saveWithHistory } from '#tickets/actions/write_history'
import type Ticket from '#tickets/models/ticket'
import { priorityOf, type Impact, type Priority, type Urgency } from '#tickets/workflow/priority'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'

type Fields = {
  title?: string
  description?: string
  impact?: Impact
  urgency?: Urgency
  serviceId?: number | null
  primaryCiId?: number | null
  categoryId?: number | null
  /** Overrides the matrix; null returns to it. Needs a reason (INC-09). */
  priority?: Priority | null
}
type UpdateIncident = IncidentCommand & { fields: Fields; reason: string | null }

const CRITICAL = 1

/**
 * Edits what an incident says of itself. Priority follows impact, urgency, service and item unless
 * it is overridden; contract and clocks follow in turn (§3.1, §3.3.7).
 */
export const updateIncident = {
  async handle(command: UpdateIncident): Promise<Ticket> {
    return inTransaction((trx) => this.apply(trx, command))
  },

  /** Within the transaction of a larger act. */
  async apply(trx: TransactionClientContract, { fields, reason, ...command }: UpdateIncident) {
    const locked = await lockIncident(trx, command)
    const { ticket } = locked
    await refuseEnded(trx, ticket)

    const { priority, ...plain } = fields
    ticket.merge(givenOf(plain))
    if (priority !== undefined) ticket.isPriorityOverridden = priority !== null
    ticket.priority = priority ?? (await computedPriority(locked))
    await followCover(locked)
    await linkPrimary(locked)
    await followTargets(locked)
    if ('contractId' in ticket.$dirty) await followContract(trx, command.actor, ticket)
    await saveWithHistory(trx, ticket, {
      actor: command.actor,
      action: 'incident.updated',
      reason,
    })
    await reindexTicket(trx, ticket)
    return ticket
  },
}

/** A field that was not sent keeps its value; only null empties it. */
function givenOf<Values extends object>(fields: Values): Partial<Values> {
  const given = Object.entries(fields).filter(([, value]) => value !== undefined)
  return Object.fromEntries(given) as Partial<Values>
}

async function computedPriority({ trx, ticket }: Locked): Promise<number> {
  if (ticket.isPriorityOverridden) return ticket.priority
  const requester = await Person.findOrFail(ticket.requesterId, { client: trx })
  const service = ticket.serviceId
    ? await Service.findOrFail(ticket.serviceId, { client: trx })
    : null
  const item = ticket.primaryCiId
    ? await ConfigurationItem.findOrFail(ticket.primaryCiId, { client: trx })
    : null
  return priorityOf({
    impact: ticket.impact as Impact,
    urgency: ticket.urgency as Urgency,
    isVip: requester.isVip,
    isCriticalService: service?.criticality === CRITICAL || item?.criticality === CRITICAL,
  })
}

/** Contract chosen by a person stays; else service and item decide (§7.1). */
async function followCover({ trx, ticket }: Locked) {
  const { $dirty } = ticket
  if (ticket.isContractChosen || !('serviceId' in $dirty || 'primaryCiId' in $dirty)) return
  ticket.contractId = (await contractByRule(trx, ticket))?.contract.id ?? null
}

async function linkPrimary({ trx, ticket }: Locked) {
  if (!('primaryCiId' in ticket.$dirty) || !ticket.primaryCiId) return
  const link = { ticket_id: ticket.id, ci_id: ticket.primaryCiId }
  const known = await trx.from('ticket_configuration_items').where(link).first()
  if (!known) await trx.table('ticket_configuration_items').insert(link)
}
