import { firstPhoneOf } from '#directory/queries/first_phone'
import type { Principal } from '#directory/queries/principal'
import Ticket from '#tickets/models/ticket'
import { ticketDuplicates, type TicketDuplicates } from '#tickets/queries/ticket_duplicates'
import db from '@adonisjs/lucid/services/db'

/** Names of what the ticket refers to, as the database has them. */
export type TicketNames = {
  organisation_code: string
  organisation_name: string
  site_name: string | null
  site_time_zone: string | null
  requester_name: string
  requester_email: string | null
  requester_phone: string | null
  requester_job_title: string | null
  requester_is_vip: number | boolean
  requester_time_zone: string | null
  team_name: string | null
  assignee_name: string | null
  service_code: string | null
  service_ru: string | null
  service_en: string | null
  service_owner_id: number | null
  contract_number: string | null
  contract_name: string | null
  category_ru: string | null
  category_en: string | null
  resolution_code: string | null
  resolution_text: string | null
  closure_ru: string | null
  closure_en: string | null
  vendor_reference: string | null
  vendor_expected_on: string | null
  cancellation_reason: string | null
  duplicate_of_id: number | null
}

export type LinkedItem = {
  id: number
  number: string
  name: string
  icon: string
  classRu: string
  classEn: string
}

export type TicketPage = {
  ticket: Ticket
  names: TicketNames
  items: LinkedItem[]
  links: TicketDuplicates
}

/** A ticket of those the person may see with everything its page shows of it (T2). */
export async function findTicketPage(principal: Principal, number: string): Promise<TicketPage> {
  const ticket = await Ticket.visibleTo(principal)
    .where('tickets.number', number)
    .join('organisations', 'organisations.id', 'tickets.organisation_id')
    .join('people as requesters', 'requesters.id', 'tickets.requester_id')
    .leftJoin('sites', 'sites.id', 'tickets.site_id')
    .leftJoin('people as assignees', 'assignees.id', 'tickets.assignee_id')
    .leftJoin('teams', 'teams.id', 'tickets.team_id')
    .leftJoin('services', 'services.id', 'tickets.service_id')
    .leftJoin('contracts', 'contracts.id', 'tickets.contract_id')
    .leftJoin('ticket_categories as categories', 'categories.id', 'tickets.category_id')
    .leftJoin('incidents', 'incidents.ticket_id', 'tickets.id')
    .leftJoin('ticket_categories as closures', 'closures.id', 'incidents.closure_category_id')
    .select('tickets.*')
    .select('organisations.code as organisation_code', 'organisations.name as organisation_name')
    .select('sites.name as site_name', 'sites.time_zone as site_time_zone')
    .select('requesters.display_name as requester_name', 'requesters.email as requester_email')
    .select(firstPhoneOf('requesters.id').as('requester_phone'))
    .select('requesters.job_title as requester_job_title')
    .select('requesters.is_vip as requester_is_vip', 'requesters.time_zone as requester_time_zone')
    .select('teams.name as team_name', 'assignees.display_name as assignee_name')
    .select(
      'services.code as service_code',
      'services.name_ru as service_ru',
      'services.name_en as service_en',
      'services.owner_person_id as service_owner_id'
    )
    .select('contracts.number as contract_number', 'contracts.name as contract_name')
    .select('categories.label_ru as category_ru', 'categories.label_en as category_en')
    .select('incidents.resolution_code', 'incidents.resolution_text', 'incidents.vendor_reference')
    .select(
      'incidents.vendor_expected_on',
      'incidents.cancellation_reason',
      'incidents.duplicate_of_id'
    )
    .select('closures.label_ru as closure_ru', 'closures.label_en as closure_en')
    .firstOrFail()
  const names = ticket.$extras as TicketNames
  return {
    ...{ ticket, names, items: await linkedItems(ticket.id) },
    links: await ticketDuplicates(principal, ticket.id, names.duplicate_of_id !== null),
  }
}

async function linkedItems(ticketId: number): Promise<LinkedItem[]> {
  return db
    .from('ticket_configuration_items as links')
    .join('configuration_items as items', 'items.id', 'links.ci_id')
    .join('ci_classes as classes', 'classes.id', 'items.ci_class_id')
    .where('links.ticket_id', ticketId)
    .orderBy('items.name')
    .orderBy('items.id')
    .select('items.id', 'items.number', 'items.name', 'classes.icon')
    .select('classes.label_ru as classRu', 'classes.label_en as classEn')
}
