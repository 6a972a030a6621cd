import type { Principal } from '#directory/queries/principal'
import type Ticket from '#tickets/models/ticket'

type Panel = { key: string; load: (ticket: Ticket, principal: Principal) => Promise<unknown> }

const panels: Panel[] = []

/** Lets a domain above show something of its own beside a ticket, such as logged time. */
export function registerTicketPanel(panel: Panel) {
  panels.push(panel)
}

/** Everything the domains above have to show of this ticket, by key. */
export async function loadTicketPanels(
  ticket: Ticket,
  principal: Principal
): Promise<Record<string, unknown>> {
  const loaded = await Promise.all(
    panels.map(async (panel) => [panel.key, await panel.load(ticket, principal)] as const)
  )
  return Object.fromEntries(loaded)
}
