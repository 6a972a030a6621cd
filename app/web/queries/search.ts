import ConfigurationItem from '#cmdb/models/configuration_item'
import { matchingSubjects } from '#core/queries/search_documents'
import Person from '#directory/models/person'
import type { Principal } from '#directory/queries/principal'
import { wherePersonMatches } from '#directory/queries/where_person_matches'
import Ticket from '#tickets/models/ticket'

/** People have no number; `title` is then all there is. */
export type SearchHit = { kind: string; number: string | null; title: string; href: string }

const HITS = 8

/**
 * What the palette finds: a record by its number or the digits of it first, then by words. Only
 * records the person may see; internal notes count only for those who may read them (G-11).
 */
export async function search(principal: Principal, text: string): Promise<SearchHit[]> {
  const [tickets, items, people] = await Promise.all([
    findTickets(principal, text),
    findItems(principal, text),
    findPeople(principal, text),
  ])
  return [...tickets, ...items, ...people]
}

/** By name, e-mail or a number in any form: a caller is found by the number on the display (CHN-07). */
async function findPeople(principal: Principal, text: string): Promise<SearchHit[]> {
  if (!principal.can('directory.view')) return []
  const people = await wherePersonMatches(Person.visibleTo(principal), text)
    .join('organisations', 'organisations.id', 'people.organisation_id')
    .whereNull('people.merged_into_id')
    .orderBy('people.is_active', 'desc')
    .orderBy('people.display_name')
    .limit(HITS)
    .select('people.id', 'people.display_name', 'organisations.name as organisation_name')
  return people.map(({ id, displayName, $extras }) => ({
    kind: 'person',
    number: null,
    title: `${displayName} · ${String($extras.organisation_name)}`,
    href: `/people/${id}`,
  }))
}

async function findTickets(principal: Principal, text: string): Promise<SearchHit[]> {
  if (!principal.can('tickets.view')) return []
  const digits = /^(?:[a-z]{2,4}-)?(\d{1,9})$/i.exec(text.trim())?.[1]
  const byNumber = digits ? await ticketsByNumber(principal, digits) : []
  const includeInternal = principal.can('tickets.view_notes')
  const matches = matchingSubjects({ text, subjectType: 'ticket', includeInternal })
  const byWords = matches
    ? await Ticket.visibleTo(principal)
        .whereIn('tickets.id', matches)
        .orderBy('tickets.id', 'desc')
        .limit(HITS)
    : []
  const found = new Map([...byNumber, ...byWords].map((ticket) => [ticket.id, ticket]))
  return [...found.values()].slice(0, HITS).map(({ kind, number, title }) => ({
    kind,
    number,
    title,
    href: kind === 'incident' ? `/incidents/${number}` : `/tickets/${number}`,
  }))
}

function ticketsByNumber(principal: Principal, digits: string) {
  const numbers = ['INC', 'REQ', 'PRB', 'CHG'].map(
    (prefix) => `${prefix}-${digits.padStart(6, '0')}`
  )
  return Ticket.visibleTo(principal).whereIn('tickets.number', numbers)
}

async function findItems(principal: Principal, text: string): Promise<SearchHit[]> {
  if (!principal.can('cis.view')) return []
  const term = text.trim().replaceAll(/[%_]/g, '')
  if (!term) return []
  const items = await ConfigurationItem.visibleTo(principal)
    .where((query) => {
      void query
        .where('configuration_items.name', 'like', `${term}%`)
        .orWhere('configuration_items.number', term.toUpperCase())
        .orWhere('configuration_items.serial_number', term)
        .orWhere('configuration_items.ip_address', term)
    })
    .orderBy('configuration_items.name')
    .limit(HITS)
  return items.map(({ number, name }) => ({
    kind: 'configuration_item',
    number,
    title: name,
    href: `/configuration-items/${number}`,
  }))
}
