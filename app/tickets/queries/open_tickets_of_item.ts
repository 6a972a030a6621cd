import type ConfigurationItem from '#cmdb/models/configuration_item'
import type { CiPanelRow } from '#cmdb/queries/ci_panels'
import type { Principal } from '#directory/queries/principal'
import Ticket from '#tickets/models/ticket'

const LISTED = 5

/** Open tickets about an item, the most urgent first. */
export async function openTicketsOfItem({ id }: ConfigurationItem, principal: Principal) {
  if (!principal.can('tickets.view')) return null
  const open = () =>
    Ticket.visibleTo(principal)
      .where('tickets.is_open', true)
      .whereIn('tickets.id', (links) => {
        void links.from('ticket_configuration_items').where('ci_id', id).select('ticket_id')
      })
  const tickets = await open()
    .orderBy('tickets.priority')
    .orderBy('tickets.id', 'desc')
    .limit(LISTED)
    .select('tickets.id', 'tickets.number', 'tickets.title', 'tickets.priority')
  const rows = tickets.map(({ number, title, priority }): CiPanelRow => ({
    ...{ label: `${number} ${title}`, href: `/tickets/${number}`, meta: `P${priority}` },
    tone: priority === 1 ? 'error' : priority === 2 ? 'warning' : 'neutral',
  }))
  const [counted] = tickets.length < LISTED ? [] : await open().count('* as total')
  const total = counted ? Number(counted.$extras.total) : tickets.length
  return { titleKey: 'tickets.open_of_item', rows, total, href: null }
}
