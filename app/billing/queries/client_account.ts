import BillingPeriod from '#billing/models/billing_period'
import { whereUncontracted } from '#billing/queries/uncontracted_work'
import { FROZEN_STATES, type PeriodState } from '#billing/workflow/period_steps'
import { monthOf } from '#billing/workflow/report_period'
import Organisation from '#directory/models/organisation'
import type { RelatedGroup } from '#directory/queries/related_links'
import type { Principal } from '#directory/queries/principal'
import Ticket from '#tickets/models/ticket'

/** What the account manager of a client wants to know before they call (§7.1). */
export type ClientAccount = {
  /** Open incidents; how many of them are late, and how many stand outside any contract. */
  desk: { open: number; breached: number; withoutContract: number }
  /** Approved periods of all its contracts, the latest first. */
  periods: ClientPeriod[]
}

export type ClientPeriod = {
  contract: string
  month: string
  state: PeriodState
  currency: string
  netMinor: number | null
  /** Share of promises kept, in hundredths of a percent; null when nothing was promised. */
  kept: number | null
  actNumber: string | null
}

const PERIODS_SHOWN = 24

/** The way from an organisation's page to this one. */
export async function accountOfOrganisation(
  id: number,
  principal: Principal
): Promise<RelatedGroup> {
  const titleKey = 'billing.client.title'
  if (!principal.canOn('billing.close', { organisationId: id })) return { titleKey, links: [] }
  const { code, name } = await Organisation.findOrFail(id)
  const href = `/billing/clients/${encodeURIComponent(code)}`
  return { titleKey, links: [{ label: name, description: null, href }] }
}

/** Only what the principal may see is counted; amounts are for those who may see prices. */
export async function clientAccount(
  principal: Principal,
  client: Organisation
): Promise<ClientAccount> {
  const withPrices = principal.canOn('contracts.view_prices', { organisationId: client.id })
  const [desk, periods] = await Promise.all([
    deskOf(principal, client),
    BillingPeriod.visibleTo(principal)
      .where('billing_periods.organisation_id', client.id)
      .whereIn('billing_periods.state', [...FROZEN_STATES])
      .preload('contract')
      .orderBy('billing_periods.starts_on', 'desc')
      .orderBy('billing_periods.id', 'desc')
      .limit(PERIODS_SHOWN),
  ])
  return { desk, periods: periods.map((period) => toPeriod(period, withPrices)) }
}

async function deskOf(principal: Principal, client: Organisation): Promise<ClientAccount['desk']> {
  const incidents = () =>
    Ticket.visibleTo(principal)
      .where('tickets.kind', 'incident')
      .where('tickets.organisation_id', client.id)
  const open = () => incidents().where('tickets.is_open', true)
  const [all, breached, withoutContract] = await Promise.all([
    countOf(open()),
    countOf(open().where('tickets.sla_state', 'breached')),
    countOf(whereUncontracted(incidents())),
  ])
  return { open: all, breached, withoutContract }
}

async function countOf(query: ReturnType<typeof Ticket.visibleTo>): Promise<number> {
  const [counted] = await query.count('* as total')
  return Number(counted!.$extras.total)
}

function toPeriod(period: BillingPeriod, withPrices: boolean): ClientPeriod {
  const { contract, startsOn, state, netMinor, compliancePercent } = period
  return {
    ...{ contract: contract.number, currency: contract.currency, state },
    kept: compliancePercent === null ? null : Math.round(Number(compliancePercent) * 100),
    ...{ month: monthOf(startsOn), netMinor: withPrices ? Number(netMinor) : null },
    actNumber: period.actNumber,
  }
}
