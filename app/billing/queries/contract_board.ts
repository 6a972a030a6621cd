import { periodBills, unapprovedOf, type PeriodBill } from '#billing/queries/period_bill'
import { capsOf, usagesOf, type CapUsage, type RuleUsage } from '#billing/queries/period_usage'
import { workQuery } from '#billing/queries/period_work'
import { contractMargin, type WorkCost } from '#billing/workflow/contract_margin'
import { forecastNet } from '#billing/workflow/forecast'
import type { PeriodState } from '#billing/workflow/period_steps'
import { activeDays } from '#billing/workflow/report_period'
import Contract from '#contracts/models/contract'
import { presentPeriod } from '#contracts/queries/billing_cycle'
import { clock } from '#core/clock'
import { listPage } from '#core/queries/list_page'
import type { ListQuery } from '#core/queries/list_query'
import { whereWords } from '#core/queries/where_words'
import type { Principal } from '#directory/queries/principal'
import db from '@adonisjs/lucid/services/db'

export type BoardRow = {
  number: string
  name: string
  client: string
  clientCode: string
  currency: string
  endsOn: string | null
  /** The present period. */
  month: string
  netMinor: number | null
  forecastMinor: number | null
  /** Net so far less what the work and materials cost us; null without costs in the currency. */
  marginMinor: number | null
  usages: RuleUsage[]
  caps: CapUsage[]
  /** The first period that is over and not approved, with how much stands in its way. */
  toClose: { month: string; state: PeriodState; hindered: number } | null
  unapproved: number
}

/** Of all clients, or of one organisation. */
type BoardFilter = ListQuery & { organisationId?: number }

const PER_PAGE = 20
const SEARCHED = ['contracts.number', 'contracts.name', 'organisations.name']

/** Contracts in force with how their present period goes; prices only for who may see them. */
export async function contractBoard(principal: Principal, filter: BoardFilter) {
  const query = whereWords(Contract.visibleTo(principal), filter.q, SEARCHED)
    .join('organisations', 'organisations.id', 'contracts.organisation_id')
    .select('contracts.*')
    .where('contracts.state', 'active')
    .preload('organisation')
    .preload('agreement')
    .orderBy('organisations.name')
    .orderBy('contracts.id')
  if (filter.organisationId) {
    void query.where('contracts.organisation_id', filter.organisationId)
  }
  const list = await listPage(query, { ...filter, perPage: PER_PAGE })
  const bills = await periodBills(
    db.connection(),
    list.rows,
    (contract) => presentPeriod(contract).month
  )
  const margins = await marginsOf(list.rows, bills)
  const rows = list.rows.map((contract) => {
    const bill = bills.get(contract.id)!
    if (!principal.canOn('contracts.view_prices', contract)) return withoutPrices(contract, bill)
    return { ...withPrices(contract, bill), marginMinor: margins.get(contract.id) ?? null }
  })
  return { ...list, rows }
}

function withPrices(contract: Contract, bill: PeriodBill): BoardRow {
  const { period, charge } = bill
  const today = clock.today(contract.timeZone)
  const elapsed = activeDays({ ...period, endsOn: today }, contract.startsOn, contract.endsOn)
  const total = activeDays(period, contract.startsOn, contract.endsOn).activeDays
  const days = { elapsed: elapsed.activeDays, total: Math.max(total, 1) }
  return {
    ...withoutPrices(contract, bill),
    netMinor: charge.totals.netMinor,
    forecastMinor: forecastNet(charge.lines, days),
    caps: capsOf(bill),
  }
}

function withoutPrices(contract: Contract, bill: PeriodBill): BoardRow {
  const { number, name, organisation, currency, endsOn } = contract
  return {
    ...{ number, name, client: organisation.name, clientCode: organisation.code },
    ...{ currency, endsOn, month: bill.period.month },
    ...{ netMinor: null, forecastMinor: null, marginMinor: null },
    usages: usagesOf(bill),
    caps: capsOf(bill).filter(({ kind }) => kind !== 'money'),
    toClose: toClose(bill),
    unapproved: bill.unapproved,
  }
}

/** The board shows the running period: what is not approved before it is over. */
function toClose({ earlier }: PeriodBill): BoardRow['toClose'] {
  const [first] = earlier
  if (!first) return null
  const { unratedIds, untakenIds } = first.charge
  return {
    ...{ month: first.period.month, state: first.row?.state ?? 'open' },
    hindered: unapprovedOf(first.work) + unratedIds.length + untakenIds.length,
  }
}

/** By what an hour of each role costs (§7.5); none unless all work has a cost in the currency. */
async function marginsOf(
  contracts: readonly Contract[],
  bills: ReadonlyMap<number, PeriodBill>
): Promise<Map<number, number>> {
  const client = db.connection()
  const roles = await client.from('work_roles').whereNotNull('cost_currency')
  if (roles.length === 0 || contracts.length === 0) return new Map()
  const works = [...bills.values()].map(({ workOf }) => workOf)
  const worked = await workQuery(client, ...works)
    .clearOrder()
    .groupBy('entries.contract_id', 'entries.work_role_id')
    .select('entries.contract_id', 'entries.work_role_id')
    .sum('entries.raw_minutes as minutes')
  const workOf = Map.groupBy(worked, (row) => Number(row.contract_id))
  const margins = new Map<number, number>()
  for (const { id, currency } of contracts) {
    const own = roles.filter((role) => role.cost_currency === currency)
    const costs = new Map(own.map((role) => [Number(role.id), Number(role.cost_per_hour_minor)]))
    const work = (workOf.get(id) ?? []).map((row) => ({
      rawMinutes: Number(row.minutes),
      costPerHourMinor: costs.get(Number(row.work_role_id)),
    }))
    if (costs.size === 0 || !work.every(isCosted)) continue
    margins.set(id, contractMargin(bills.get(id)!.charge.totals.netMinor, work, 0))
  }
  return margins
}

function isCosted(work: {
  rawMinutes: number
  costPerHourMinor: number | undefined
}): work is WorkCost {
  return work.costPerHourMinor !== undefined
}
