import { inTransaction } from '#core/transaction'
import Service from '#catalog/models/service'
import ConfigurationItem from '#cmdb/models/configuration_item'
import { findContract } from '#contracts/queries/find_contract'
import Contract from '#contracts/models/contract'
import Organisation from '#directory/models/organisation'
import Person from '#directory/models/person'
import { driveClocks } from '#sla/actions/drive_clocks'
import { retargetClocks } from '#sla/actions/retarget_clocks'
import { slaSummary } from '#sla/queries/sla_summary'
import { reindexTicket } from '#tickets/actions/reindex_ticket'
import {
  lockIncident,
  type IncidentCommand,
  type Locked,
} from '#tickets/actions/transition_incident'
import { refuseEnded } from '#tickets/actions/refuse_ended'
import { saveWithHistory } from '#tickets/actions/write_history'
import type Ticket from '#tickets/models/ticket'
import { courseOf } from '#tickets/queries/ticket_pasts'
import { targetFacts } from '#tickets/queries/target_facts'
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
    await followService(locked)
    await linkPrimary(locked)
    await followTargets(locked)
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

async function followService({ trx, ticket }: Locked) {
  if (!('serviceId' in ticket.$dirty)) return
  const { organisationId, serviceId } = ticket
  const organisation = await Organisation.findOrFail(organisationId, { client: trx })
  const onDate = organisation.dateAt(ticket.openedAt)
  const contract = await findContract({ organisationId, serviceId, onDate }, trx)
  ticket.contractId = contract?.id ?? null
}

async function linkPrimary({ trx, ticket }: Locked) {
  if (!('primaryCiId' in ticket.$dirty) || !ticket.primaryCiId) return
  const link = { ticket_id: ticket.id, ci_id: ticket.primaryCiId }
  const known = await trx.from('ticket_configuration_items').where(link).first()
  if (!known) await trx.table('ticket_configuration_items').insert(link)
}

/** What the choice of targets goes by: running clocks go over to the new ones. */
const DECISIVE = [
  ...['priority', 'serviceId', 'contractId'],
  ...['requesterId', 'organisationId', 'primaryCiId'],
]

async function followTargets({ trx, ticket, at }: Locked) {
  if (!DECISIVE.some((field) => field in ticket.$dirty)) return
  if (!ticket.contractId) return leaveContract({ trx, ticket, at })
  const { agreementId } = await Contract.findOrFail(ticket.contractId, { client: trx })
  const { id: ticketId, openedAt } = ticket
  const course = { ticketId, openedAt, heard: () => courseOf(ticketId, trx) }
  const isNewlyCovered = ticket.$original.contractId === null
  const facts = await targetFacts(ticket, trx)
  await retargetClocks(trx, { ...facts, agreementId, course, isNewlyCovered, at })
  ticket.merge(await slaSummary(ticket.id, trx))
}

/** Out of contract nothing is promised any more: what still runs is cancelled. */
async function leaveContract({ trx, ticket, at }: Pick<Locked, 'trx' | 'ticket' | 'at'>) {
  await driveClocks(trx, ticket.id, [{ kind: 'cancelled', cause: 'out_of_contract', at }])
  ticket.merge(await slaSummary(ticket.id, trx))
}
