import {
  roundingPolicy,
  totalBilled,
  type ChargeInput,
  type EntryShare,
  type MonthCharge,
} from '#billing/queries/charge_input'
import type { LoggedWork } from '#billing/queries/report_entries'
import type { ReportCharge } from '#billing/queries/report_types'
import { billTimeAndMaterials, plainSegment, type TmLine } from '#billing/workflow/tm'
import { vatDocument } from '#billing/workflow/vat_document'
import { sumMinutes } from '#core/duration'
import { sumMinor } from '#core/money'

/**
 * Time and materials: one line of the summary per service and VAT rate. Its amount is the sum of the
 * rounded amounts of the time detail; VAT is counted on that sum once.
 */
export function chargeTime({ contract, period, vat, work, allWork }: ChargeInput): MonthCharge {
  const { rounding, ratePerHourMinor } = contract.billingTerms
  const entries = work.map((entry) => ({
    ...entry,
    ratePerHourMinor,
    segments: [plainSegment(entry)],
  }))
  const { document } = billTimeAndMaterials({ entries, rounding: roundingPolicy(rounding), vat })
  const shares = sharesOf(document.lines)
  const lines = summarise(document.lines, work, ratePerHourMinor)
  const billableMinutes = sumMinutes(work.map((entry) => entry.minutes))
  const rawMinutes = sumMinutes(allWork.map((entry) => entry.minutes))
  const row = {
    month: period.month,
    rawMinutes,
    nonBillableMinutes: rawMinutes - billableMinutes,
    billableMinutes,
    billedMinutes: totalBilled(shares),
  }
  return {
    charges: vatDocument(lines, vat).lines,
    consumption: { kind: 'tm', rows: [row] },
    shares,
  }
}

function sharesOf(lines: readonly TmLine[]): Map<number, EntryShare> {
  const shares = lines.flatMap(({ ratePerHourMinor, shares: parts }) =>
    parts.map(({ entryId, billedMinutes, amountMinor }): [number, EntryShare] => [
      entryId,
      { billedMinutes, ratePerHourMinor, amountMinor },
    ])
  )
  return new Map(shares)
}

type UntaxedCharge = Omit<ReportCharge, 'netMinor' | 'vatMinor' | 'grossMinor'>

function summarise(
  lines: readonly TmLine[],
  work: readonly LoggedWork[],
  priceMinor: number
): UntaxedCharge[] {
  const services = new Map(work.map((entry) => [entry.id, entry.service]))
  const serviceOf = (line: TmLine) => services.get(line.shares[0]?.entryId ?? 0) ?? null
  const groups = Map.groupBy(lines, (line) => JSON.stringify([serviceOf(line), line.vatRate]))
  return [...groups.values()].flatMap((group) => {
    const [first] = group
    if (!first) return []
    return {
      rule: 'time' as const,
      service: serviceOf(first),
      unit: 'minutes' as const,
      quantity: sumMinutes(group.map((line) => line.billedMinutes)),
      priceMinor,
      amountMinor: sumMinor(group.map((line) => line.amountMinor)),
      vatRate: first.vatRate,
      days: null,
    }
  })
}
