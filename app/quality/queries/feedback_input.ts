import { ReferenceNotFound } from '#core/errors'
import Person from '#directory/models/person'
import type { Principal } from '#directory/queries/principal'
import { NobodySaid } from '#quality/errors'
import Ticket from '#tickets/models/ticket'

type Said = {
  personId: number | null
  saidBy: string | null
  organisationId: number | null
  ticketNumber: string | null
}

/** Whether somebody registers what others say, too; who may not speaks for themselves. */
export function registersForOthers(principal: Principal): boolean {
  const { all, organisationIds } = principal.reach('feedback.register')
  return all || organisationIds.length > 0
}

/**
 * Who said it, of which client, about which ticket, as far as the principal reaches (T3). Throws
 * ReferenceNotFound, NobodySaid.
 */
export async function feedbackParties(principal: Principal, said: Said) {
  const party = registersForOthers(principal)
    ? await speakerOf(principal, said)
    : { personId: principal.personId, saidBy: null, organisationId: principal.organisationId }
  if (!principal.canOn('feedback.register', party)) {
    throw new ReferenceNotFound(party.personId ? 'personId' : 'organisationId')
  }
  return { ...party, ticketId: await ticketOf(principal, said.ticketNumber, party.organisationId) }
}

async function speakerOf(principal: Principal, { personId, saidBy, organisationId }: Said) {
  if (personId === null) {
    if (!saidBy) throw new NobodySaid()
    if (organisationId === null) throw new ReferenceNotFound('organisationId')
    return { personId: null, saidBy, organisationId }
  }
  if (personId === principal.personId) {
    return { personId, saidBy: null, organisationId: principal.organisationId }
  }
  const person = await Person.visibleTo(principal).where('people.id', personId).first()
  if (!person) throw new ReferenceNotFound('personId')
  return { personId, saidBy: null, organisationId: person.organisationId }
}

async function ticketOf(principal: Principal, number: string | null, organisationId: number) {
  if (number === null) return null
  const ticket = await Ticket.visibleTo(principal).where('tickets.number', number).first()
  if (ticket?.organisationId !== organisationId) throw new ReferenceNotFound('ticketNumber')
  return ticket.id
}
