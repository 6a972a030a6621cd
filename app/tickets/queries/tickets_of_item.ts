import type ConfigurationItem from '#cmdb/models/configuration_item'
import type { CiPanelRow } from '#cmdb/queries/ci_panels'
import type { Principal } from '#directory/queries/principal'
import Ticket from '#tickets/models/ticket'

const LISTED = 5

/** Open tickets about an item, the most urgent first. */
export async function openTicketsOfItem(item: ConfigurationItem, principal: Principal) {
  if (!principal.can('tickets.view')) return null
  const open = () => ticketsOf(item, principal).where('tickets.is_open', true)
  const tickets = await open()
    .orderBy('tickets.priority')
    .orderBy('tickets.id', 'desc')
    .limit(LISTED)
    .select(...SHOWN)
  const rows = tickets.map(({ number, title, priority }): CiPanelRow => ({
    ...{ label: `${number} ${title}`, href: `/tickets/${number}`, meta: `P${priority}` },
    tone: priority === 1 ? 'error' : priority === 2 ? 'warning' : 'neutral',
  }))
  return { titleKey: 'tickets.open_of_item', rows, total: await countOf(tickets, open), href: null }
}

/** Incidents about an item that are over, the latest first. */
export async function pastTicketsOfItem(item: ConfigurationItem, principal: Principal) {
  if (!principal.can('tickets.view')) return null
  const past = () => ticketsOf(item, principal).where('tickets.is_open', false)
  const tickets = await past()
    .orderBy('tickets.id', 'desc')
    .limit(LISTED)
    .select(...SHOWN)
  const rows = tickets.map(({ number, title, stateChangedAt }): CiPanelRow => ({
    ...{ label: `${number} ${title}`, href: `/tickets/${number}`, tone: 'neutral' },
    meta: stateChangedAt.setZone(principal.timeZone).toISODate(),
  }))
  return { titleKey: 'tickets.past_of_item', rows, total: await countOf(tickets, past), href: null }
}

const SHOWN = [
  ...['tickets.id', 'tickets.number', 'tickets.title', 'tickets.priority'],
  'tickets.state_changed_at',
] as const

function ticketsOf({ id }: ConfigurationItem, principal: Principal) {
  return Ticket.visibleTo(principal).whereIn('tickets.id', (links) => {
    void links.from('ticket_configuration_items').where('ci_id', id).select('ticket_id')
  })
}

/** A list that is not full says itself how many there are. */
async function countOf(listed: readonly Ticket[], all: () => ReturnType<typeof ticketsOf>) {
  if (listed.length < LISTED) return listed.length
  const [row] = await all().count('* as total')
  return Number(row!.$extras.total)
}
