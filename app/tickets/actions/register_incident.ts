import { indexNewRecord } from '#core/actions/index_record'
import { recordAudit } from '#core/actions/record_audit'
import { takeNumber } from '#core/actions/take_number'
import { SYSTEM_ACTOR, type Actor } from '#core/actor'
import { clock } from '#core/clock'
import { inTransaction } from '#core/transaction'
import Service from '#catalog/models/service'
import ConfigurationItem from '#cmdb/models/configuration_item'
import { findContract } from '#contracts/queries/find_contract'
import Person from '#directory/models/person'
import { attachClocks } from '#sla/actions/attach_clocks'
import { summaryOf } from '#sla/queries/sla_summary'
import { recordAssignment } from '#tickets/actions/record_assignment'
import { stepIncident, type Locked } from '#tickets/actions/transition_incident'
import { OrganisationInactive } from '#tickets/errors'
import Incident from '#tickets/models/incident'
import Ticket from '#tickets/models/ticket'
import TicketOrigin, { type Origin } from '#tickets/models/ticket_origin'
import TicketTransition from '#tickets/models/ticket_transition'
import type { TicketChannel } from '#tickets/workflow/codes'
import { priorityOf, type Impact, type Urgency } from '#tickets/workflow/priority'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import type { DateTime } from 'luxon'

export type RegisterIncident = {
  actor: Actor
  requesterId: number
  serviceId: number | null
  /** The first is the primary one (INC-05). */
  ciIds: number[]
  categoryId?: number | null
  teamId?: number | null
  impact: Impact
  urgency: Urgency
  title: string
  description: string
  channel: TicketChannel
  /** When the desk received it; now when absent (§3.3.1). */
  openedAt?: DateTime
  /** What the submitter's own request told; absent when nobody submitted it here. */
  origin?: Origin
}

const CRITICAL = 1

/**
 * Registers an incident (§2.1 ∅ → new): contract, priority, clocks, number, search row and history
 * in one transaction. The number is taken last, because its row stays locked until the commit.
 */
export const registerIncident = {
  async handle(input: RegisterIncident): Promise<Ticket> {
    return inTransaction((trx) => this.register(trx, input))
  },

  async register(trx: TransactionClientContract, input: RegisterIncident) {
    const facts = await gatherFacts(trx, input)
    const ticket = await createTicket(trx, input, facts)
    const incident = await Incident.create({ ticketId: ticket.id }, { client: trx })
    await linkItems(trx, ticket, input.ciIds)
    await beginHistory(trx, ticket, input)
    await keepOrigin(trx, ticket, input)
    await startClocks(trx, ticket, facts)
    await numberAndIndex(trx, ticket, input)
    await route(
      { trx, ticket, incident, at: facts.at },
      input.teamId ?? facts.service?.supportTeamId ?? null
    )
    return ticket
  },
}

type Facts = Awaited<ReturnType<typeof gatherFacts>>

async function gatherFacts(trx: TransactionClientContract, input: RegisterIncident) {
  const requester = await Person.query({ client: trx })
    .where('id', input.requesterId)
    .preload('organisation')
    .firstOrFail()
  if (!requester.organisation.isActive) throw new OrganisationInactive()

  const at = clock.now()
  const openedAt = input.openedAt ?? at
  const service = input.serviceId
    ? await Service.findOrFail(input.serviceId, { client: trx })
    : null
  const primaryCi = input.ciIds[0]
    ? await ConfigurationItem.findOrFail(input.ciIds[0], { client: trx })
    : null
  const { id: organisationId, lineage } = requester.organisation
  const onDate = requester.organisation.dateAt(openedAt)
  const contract = await findContract(
    { organisationId, lineage, serviceId: input.serviceId, ciId: primaryCi?.id ?? null, onDate },
    trx
  )
  return { at, openedAt, requester, service, primaryCi, contract }
}

async function createTicket(trx: TransactionClientContract, input: RegisterIncident, facts: Facts) {
  const { at, openedAt, requester, service, primaryCi, contract } = facts
  const isCriticalService = service?.criticality === CRITICAL || primaryCi?.criticality === CRITICAL
  const { impact, urgency } = input
  return Ticket.create(
    {
      kind: 'incident',
      // Replaced by the real number at the end of the transaction; unique until then.
      number: `~${crypto.randomUUID().slice(0, 18)}`,
      state: 'new',
      isOpen: true,
      organisationId: requester.organisationId,
      siteId: requester.siteId,
      requesterId: requester.id,
      registeredById: input.actor.personId,
      teamId: null,
      assigneeId: null,
      serviceId: input.serviceId,
      contractId: contract?.id ?? null,
      primaryCiId: primaryCi?.id ?? null,
      categoryId: input.categoryId ?? null,
      title: input.title,
      description: input.description,
      channel: input.channel,
      impact,
      urgency,
      priority: priorityOf({ impact, urgency, isVip: requester.isVip, isCriticalService }),
      isPriorityOverridden: false,
      openedAt,
      stateChangedAt: at,
      slaState: 'none',
      reassignmentCount: 0,
      reopenCount: 0,
      version: 1,
    },
    { client: trx }
  )
}

async function linkItems(trx: TransactionClientContract, ticket: Ticket, ciIds: number[]) {
  if (ciIds.length === 0) return
  const rows = [...new Set(ciIds)].map((ciId) => ({ ticket_id: ticket.id, ci_id: ciId }))
  await trx.table('ticket_configuration_items').multiInsert(rows)
}

async function beginHistory(
  trx: TransactionClientContract,
  ticket: Ticket,
  { actor }: RegisterIncident
) {
  await TicketTransition.create(
    {
      ticketId: ticket.id,
      action: 'register',
      fromState: null,
      toState: 'new',
      actorId: actor.personId,
      occurredAt: ticket.stateChangedAt,
    },
    { client: trx }
  )
}

/** The submitter's facts (DSK-05) stand apart from the ticket: they are personal data and may go. */
async function keepOrigin(
  trx: TransactionClientContract,
  { id: ticketId }: Ticket,
  { origin }: RegisterIncident
) {
  if (origin) await TicketOrigin.create({ ticketId, ...origin }, { client: trx })
}

async function startClocks(
  trx: TransactionClientContract,
  ticket: Ticket,
  { contract, requester, primaryCi, at }: Facts
) {
  if (!contract) return
  const clocks = await attachClocks(trx, {
    ticketId: ticket.id,
    agreementId: contract.agreementId,
    ticketKind: ticket.kind,
    serviceId: ticket.serviceId,
    organisationIds: requester.organisation.lineage,
    ciCriticality: primaryCi?.criticality ?? null,
    isVip: requester.isVip,
    priority: ticket.priority,
    startedAt: ticket.openedAt,
    state: ticket.state,
    now: at,
  })
  ticket.merge(summaryOf(clocks))
}

async function numberAndIndex(
  trx: TransactionClientContract,
  ticket: Ticket,
  { actor }: RegisterIncident
) {
  ticket.number = await takeNumber(trx, 'incident')
  await ticket.useTransaction(trx).save()
  await indexNewRecord(trx, {
    subjectType: 'ticket',
    subjectId: ticket.id,
    organisationId: ticket.organisationId,
    number: ticket.number,
    title: ticket.title,
    text: ticket.description,
  })
  await recordAudit(trx, {
    actor,
    subjectType: 'ticket',
    subjectId: ticket.id,
    subjectVersion: 1,
    organisationId: ticket.organisationId,
    action: 'incident.registered',
    changes: registeredFields(ticket),
  })
}

/** The team named by the agent, otherwise the service's own team, gets it into its queue at once. */
async function route(locked: Locked, teamId: number | null) {
  if (!teamId) return
  await recordAssignment(locked.trx, locked.ticket, {
    actor: SYSTEM_ACTOR,
    teamId,
    assigneeId: null,
    at: locked.at,
  })
  await stepIncident(locked, { actor: SYSTEM_ACTOR, action: 'assign' })
}

function registeredFields(ticket: Ticket) {
  const fields = [
    'title',
    'impact',
    'urgency',
    'priority',
    'serviceId',
    'contractId',
    'primaryCiId',
  ] as const
  return fields
    .filter((field) => ticket[field] !== null)
    .map((field) => ({ field, before: null, after: ticket[field] }))
}
