import BillingPeriod from '#billing/models/billing_period'
import { periodBill, type PeriodBill } from '#billing/queries/period_bill'
import { obstaclesOf } from '#billing/queries/period_obstacles'
import { workQuery } from '#billing/queries/period_work'
import { contractMargin } from '#billing/workflow/contract_margin'
import type { LocalText, RuleConsumption } from '#billing/queries/report_types'
import { alertLevel, forecastNet, usageOf, type AlertLevel } from '#billing/workflow/forecast'
import { FROZEN_STATES, type PeriodState } from '#billing/workflow/period_steps'
import { activeDays } from '#billing/workflow/report_period'
import Contract from '#contracts/models/contract'
import { periodAround } from '#contracts/queries/billing_cycle'
import { clock } from '#core/clock'
import { dayAfter } from '#core/day_after'
import { listPage } from '#core/queries/list_page'
import type { ListQuery } from '#core/queries/list_query'
import { whereWords } from '#core/queries/where_words'
import { sumMinutes } from '#core/duration'
import type { Principal } from '#directory/queries/principal'
import db from '@adonisjs/lucid/services/db'

type Usage = { kind: RuleConsumption['kind']; name: LocalText | null; used: number; of: number }

export type BoardRow = {
  number: string
  name: string
  client: string
  clientCode: string
  currency: string
  endsOn: string | null
  /** The present period. */
  month: string
  isOver: boolean
  netMinor: number | null
  forecastMinor: number | null
  /** Net so far less what the work and materials cost us; null without costs in the currency. */
  marginMinor: number | null
  usages: (Usage & { level: AlertLevel })[]
  caps: { kind: 'money' | 'minutes'; used: number; of: number; level: AlertLevel }[]
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
  const rows: BoardRow[] = []
  for (const contract of list.rows) rows.push(await toRow(contract, principal))
  return { ...list, rows }
}

async function toRow(contract: Contract, principal: Principal): Promise<BoardRow> {
  const today = clock.today(contract.timeZone)
  const { month } = periodAround(today, contract)
  const client = db.connection()
  const bill = await periodBill(client, contract, month)
  const withPrices = principal.canOn('contracts.view_prices', contract)
  const { period, charge, terms } = bill
  const net = charge.totals.netMinor
  const elapsed = activeDays({ ...period, endsOn: today }, contract.startsOn, contract.endsOn)
  const total = activeDays(period, contract.startsOn, contract.endsOn).activeDays
  const { number, name, organisation, currency, endsOn } = contract
  return {
    ...{ number, name, client: organisation.name, clientCode: organisation.code },
    ...{ currency, endsOn, month },
    isOver: today > period.endsOn,
    netMinor: withPrices ? net : null,
    forecastMinor: withPrices
      ? forecastNet(charge.lines, { elapsed: elapsed.activeDays, total: Math.max(total, 1) })
      : null,
    marginMinor: withPrices ? await marginOf(bill, contract) : null,
    usages: charge.consumption.flatMap((each) => {
      const usage = usageOf(each)
      const rule = terms.rules.find(({ key }) => key === each.ruleKey)
      if (!usage || usage.of === 0) return []
      const label = rule?.nameRu ? { ru: rule.nameRu, en: rule.nameEn ?? rule.nameRu } : null
      return { kind: each.kind, name: label, ...usage, level: alertLevel(usage) }
    }),
    caps: capsOf(bill, withPrices),
    toClose: await toClose(contract, today),
    unapproved: bill.unapproved,
  }
}

function capsOf({ terms, charge }: PeriodBill, withPrices: boolean): BoardRow['caps'] {
  const minutes = sumMinutes(charge.parts.map(({ billedMinutes }) => billedMinutes))
  const found: { kind: 'money' | 'minutes'; used: number; of: number }[] = []
  if (terms.capMinor !== null && withPrices) {
    found.push({ kind: 'money', used: charge.totals.netMinor, of: Number(terms.capMinor) })
  }
  if (terms.capMinutes !== null) {
    found.push({ kind: 'minutes', used: minutes, of: terms.capMinutes })
  }
  return found.map((cap) => ({ ...cap, level: alertLevel(cap) }))
}

/** By what an hour of each role costs (§7.5); null unless all work has a cost in the currency. */
async function marginOf({ charge, workOf }: PeriodBill, contract: Contract) {
  const client = db.connection()
  const roles = await client.from('work_roles').where('cost_currency', contract.currency)
  if (roles.length === 0) return null
  const costs = new Map(roles.map((role) => [Number(role.id), Number(role.cost_per_hour_minor)]))
  const worked = await workQuery(client, workOf)
    .clearOrder()
    .groupBy('entries.work_role_id')
    .select('entries.work_role_id')
    .sum('entries.raw_minutes as minutes')
  const isPriced = worked.every((row) => costs.has(Number(row.work_role_id)))
  if (!isPriced) return null
  const work = worked.map((row) => ({
    rawMinutes: Number(row.minutes),
    costPerHourMinor: costs.get(Number(row.work_role_id))!,
  }))
  return contractMargin(charge.totals.netMinor, work, 0)
}

async function toClose(contract: Contract, today: string): Promise<BoardRow['toClose']> {
  const last = await BillingPeriod.query()
    .where('contractId', contract.id)
    .whereIn('state', [...FROZEN_STATES])
    .orderBy('startsOn', 'desc')
    .first()
  const next = last ? dayAfter(last.endsOn) : contract.startsOn
  const period = periodAround(next, contract)
  if (period.endsOn >= today) return null
  const row = await BillingPeriod.findBy({ contractId: contract.id, startsOn: period.startsOn })
  const bill = await periodBill(db.connection(), contract, period.month)
  const { unapproved, unrated, untaken } = obstaclesOf(bill, contract)
  return {
    ...{ month: period.month, state: row?.state ?? 'open' },
    hindered: unapproved + unrated + untaken,
  }
}
