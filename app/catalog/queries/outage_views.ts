import type ServiceOutage from '#catalog/models/service_outage'
import { mayEditOutage } from '#catalog/queries/outage_rights'
import { visibleTickets } from '#catalog/queries/outage_tickets'
import { clock } from '#core/clock'
import type { Principal } from '#directory/queries/principal'
import type { DateTime } from 'luxon'

/** What of an outage a reader may know besides the outage itself. */
export type OutageView = {
  outage: ServiceOutage
  now: DateTime
  /** Of the organisations it names the ones the reader reaches. */
  organisations: { id: number; code: string; name: string }[]
  /** How many others it names; a client is not told. */
  otherCount: number
  ticketNumber: string | null
  canEdit: boolean
}

/** Service and organisations must be loaded. One query for all of them, if they name tickets. */
export async function outageViews(
  principal: Principal,
  outages: readonly ServiceOutage[]
): Promise<OutageView[]> {
  const reach = principal.reach('outages.view')
  const isDesk = principal.can('services.view_technical')
  const tickets = isDesk
    ? await visibleTickets(
        principal,
        outages.map(({ ticketNumber }) => ticketNumber)
      )
    : new Set()
  const now = clock.now()
  return outages.map((outage) => {
    const named = outage.organisations.filter(
      ({ id }) => reach.all || reach.organisationIds.includes(id)
    )
    const organisationIds = outage.organisations.map(({ id }) => id)
    const { isForAll, service, ticketNumber } = outage
    return {
      ...{ outage, now, organisations: named.map(({ id, code, name }) => ({ id, code, name })) },
      otherCount: isDesk ? outage.organisations.length - named.length : 0,
      ticketNumber: ticketNumber !== null && tickets.has(ticketNumber) ? ticketNumber : null,
      canEdit: mayEditOutage(principal, { isForAll, organisationIds, service }),
    }
  })
}
