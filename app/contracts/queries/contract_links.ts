import Contract from '#contracts/models/contract'
import { agreementIdsOnCalendar } from '#sla/queries/calendar_use'
import db from '@adonisjs/lucid/services/db'
import type { RelatedGroup } from '#directory/queries/related_links'
import type { Principal } from '#directory/queries/principal'

const SHOWN = 50

/** Visible contracts of an organisation itself, newest first. */
export async function contractsOfOrganisation(organisationId: number, principal: Principal) {
  return groupOf(Contract.visibleTo(principal).where('contracts.organisation_id', organisationId))
}

/** Visible contracts that promise an agreement. */
export async function contractsOnAgreement(agreementId: number, principal: Principal) {
  return groupOf(Contract.visibleTo(principal).where('contracts.agreement_id', agreementId))
}

/** Visible contracts whose agreement counts on a calendar. */
export async function contractsCountingOn(calendarId: number, principal: Principal) {
  const agreements = agreementIdsOnCalendar(calendarId, db.connection())
  return groupOf(Contract.visibleTo(principal).whereIn('contracts.agreement_id', agreements))
}

/** Visible contracts that name a service. */
export async function contractsCoveringService(serviceId: number, principal: Principal) {
  const query = Contract.visibleTo(principal)
  return groupOf(
    query.whereHas('services', (services) => void services.where('services.id', serviceId))
  )
}

/** Visible contracts whose terms draw on a rate card. */
export async function contractsOnRateCard(rateCardId: number, principal: Principal) {
  return groupOf(
    Contract.visibleTo(principal).whereHas('terms', (terms) => {
      void terms.where('rateCardId', rateCardId)
    })
  )
}

async function groupOf(query: ReturnType<typeof Contract.visibleTo>): Promise<RelatedGroup> {
  const contracts = await query
    .preload('organisation')
    .orderBy('contracts.starts_on', 'desc')
    .orderBy('contracts.id')
    .limit(SHOWN)
  const links = contracts.map(({ number, name, organisation }) => ({
    label: `${number} ${name}`,
    description: organisation.name,
    href: `/contracts/${encodeURIComponent(number)}`,
  }))
  return { titleKey: 'contracts.title', links }
}
