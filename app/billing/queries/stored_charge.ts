import ChargeLine from '#billing/models/charge_line'
import type BillingPeriod from '#billing/models/billing_period'
import type { PeriodCharge } from '#billing/workflow/charge_period'
import type { BilledPart } from '#billing/workflow/charge_types'
import { totalsOf } from '#billing/workflow/vat_document'
import type { QueryClientContract } from '@adonisjs/lucid/types/database'
import type { ChainableContract } from '@adonisjs/lucid/types/querybuilder'

/** What approved periods charged, as it was written down (§7.6), by their ids. */
export async function storedCharges(
  client: QueryClientContract,
  periods: readonly BillingPeriod[]
): Promise<Map<number, PeriodCharge>> {
  if (periods.length === 0) return new Map()
  const written = await ChargeLine.query({ client })
    .where((query) => void presentRevisions(query, periods))
    .orderBy('position')
  const work: Row[] = await client
    .from('billed_entries')
    .where((query) => void presentRevisions(query, periods))
    .orderBy('id')
  const linesOf = Map.groupBy(written, ({ billingPeriodId }) => billingPeriodId)
  const workOf = Map.groupBy(work, (row) => Number(row.billing_period_id))
  return new Map(
    periods.map((period) => {
      const [lines, rows] = [linesOf.get(period.id) ?? [], workOf.get(period.id) ?? []]
      return [period.id, chargeOf(period, lines, rows)]
    })
  )
}

function presentRevisions(query: ChainableContract, periods: readonly BillingPeriod[]) {
  for (const { id, revision } of periods) {
    void query.orWhere({ billing_period_id: id, revision })
  }
}

function chargeOf(period: BillingPeriod, lines: ChargeLine[], rows: Row[]): PeriodCharge {
  const placeOf = new Map(lines.map(({ id }, index) => [id, index]))
  return {
    lines: lines.map(toLine),
    totals: totalsOf(lines),
    parts: rows.map((row) => toPart(row, placeOf)),
    ...{ movements: [], closing: period.balances ?? {}, consumption: period.consumption ?? [] },
    ...{ unratedIds: [], untakenIds: [] },
  }
}

function toLine(line: ChargeLine): PeriodCharge['lines'][number] {
  const { ruleKey, kind, serviceId, unit, quantity, multiplier, vatRate, basis } = line
  const { priceMinor, amountMinor, netMinor, vatMinor, grossMinor } = line
  return {
    ...{ ruleKey, kind, serviceId, name: line.nameRu, unit, quantity, multiplier, vatRate, basis },
    ...{ priceMinor: Number(priceMinor), amountMinor: Number(amountMinor) },
    ...{ netMinor: Number(netMinor), vatMinor: Number(vatMinor), grossMinor: Number(grossMinor) },
    ...{ originPeriodId: line.originPeriodId, reversesId: line.reversesId },
  }
}

type Row = Record<string, string | number | null>

function toPart(row: Row, placeOf: Map<number, number>): BilledPart {
  const number = (value: string | number | null | undefined) =>
    value === null || value === undefined ? null : Number(value)
  return {
    entryId: Number(row.time_entry_id),
    ruleKey: row.rule_key as string | null,
    line: row.charge_line_id === null ? null : placeOf.get(Number(row.charge_line_id))!,
    ...{ serviceDate: String(row.service_date), band: String(row.band) },
    ...{ multiplier: String(row.multiplier), ratePerHourMinor: number(row.rate_per_hour_minor) },
    ...{ rawMinutes: Number(row.raw_minutes), billedMinutes: Number(row.billed_minutes) },
    amountMinor: number(row.amount_minor),
  }
}
