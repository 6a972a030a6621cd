import ChargeLine from '#billing/models/charge_line'
import type BillingPeriod from '#billing/models/billing_period'
import type { PeriodCharge } from '#billing/workflow/charge_period'
import type { BilledPart } from '#billing/workflow/charge_types'
import { totalsOf } from '#billing/workflow/vat_document'
import type { QueryClientContract } from '@adonisjs/lucid/types/database'

/** What an approved period charged, as it was written down (§7.6). */
export async function storedCharge(
  client: QueryClientContract,
  period: BillingPeriod
): Promise<PeriodCharge> {
  const lines = await ChargeLine.query({ client })
    .where({ billingPeriodId: period.id, revision: period.revision })
    .orderBy('position')
  const placeOf = new Map(lines.map(({ id }, index) => [id, index]))
  const rows = await client
    .from('billed_entries')
    .where({ billing_period_id: period.id, revision: period.revision })
    .orderBy('id')
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
