import {
  coveredShares,
  feeDate,
  type ChargeInput,
  type MonthCharge,
} from '#billing/queries/charge_input'
import { packedIncidents } from '#billing/queries/packed_incidents'
import type { PackConsumption, ReportCharge } from '#billing/queries/report_types'
import {
  runPackPeriod,
  type PackLine,
  type PackResult,
  type PackTerms,
} from '#billing/workflow/incident_pack'
import { grantLot, lotsTotal, type Lot } from '#billing/workflow/lots'
import { activeDays, monthOf, monthsBetween } from '#billing/workflow/report_period'
import { vatDocument, type SplitVatLine } from '#billing/workflow/vat_document'

const SHOWN_MONTHS = 12

/**
 * Packs of incidents, counted in the month they were opened. With a unit price each month brings a
 * pack and what goes beyond the balance costs the unit price; without one, packs are bought as they
 * run out. The balance is run anew from the contract's first month.
 */
export async function chargePack(input: ChargeInput): Promise<MonthCharge> {
  const { contract, period } = input
  const terms = packTerms(input)
  const incidents = Map.groupBy(await packedIncidents(input), (incident) => incident.month)
  const first = monthOf(contract.startsOn)
  const rows: PackConsumption[] = []
  let lots: Lot[] = []
  let charges: ReportCharge[] = []
  for (const [index, month] of monthsBetween(first, period.month).entries()) {
    const periodNo = index + 1
    const bought = bringsPack(month, input) ? [monthlyPack(terms, periodNo)] : []
    const opening = lotsTotal(lots)
    const result = runPackPeriod(terms, {
      periodNo,
      lots: [...lots, ...bought],
      incidents: incidents.get(month) ?? [],
    })
    lots = result.lots
    rows.push(toRow(month, opening, result, terms, bought.length))
    charges = chargesOf(result, terms, bought.length)
  }
  return {
    charges,
    consumption: { kind: 'incident_pack', rows: rows.slice(-SHOWN_MONTHS) },
    shares: coveredShares(input),
  }
}

function packTerms(input: ChargeInput): PackTerms {
  const { vat } = input
  const { packUnits, packPriceMinor, unitPriceMinor, expiresAfterPeriods } =
    input.contract.billingTerms
  return {
    packSize: packUnits ?? 1,
    packPriceMinor: packPriceMinor ?? 0,
    singlePriceMinor: unitPriceMinor ?? 0,
    autoPurchase: unitPriceMinor === undefined,
    lifePeriods: expiresAfterPeriods ?? null,
    vat: { ...vat, rate: vat.rateOn(feeDate(input)) },
  }
}

function bringsPack(month: string, { contract }: ChargeInput): boolean {
  const { startsOn, endsOn, billingTerms } = contract
  const runs = activeDays(month, startsOn, endsOn).activeDays > 0
  return runs && billingTerms.unitPriceMinor !== undefined
}

function monthlyPack({ packSize, lifePeriods }: PackTerms, periodNo: number): Lot {
  return grantLot(`monthly:${periodNo}`, periodNo, packSize, lifePeriods)
}

function toRow(
  month: string,
  openingUnits: number,
  result: PackResult,
  { packSize }: PackTerms,
  bought: number
): PackConsumption {
  return {
    month,
    openingUnits,
    grantedUnits: (result.packsPurchased + bought) * packSize,
    usedUnits: result.unitsConsumed,
    fromBalanceUnits: result.unitsConsumed - result.unitsAtSinglePrice,
    singleUnits: result.unitsAtSinglePrice,
    expiredUnits: result.expiredUnits,
    closingUnits: result.closingUnits,
  }
}

/** The pack a month brings stands before what went beyond it. */
function chargesOf(result: PackResult, terms: PackTerms, bought: number): ReportCharge[] {
  const { packPriceMinor, vat } = terms
  const monthly: PackLine = {
    kind: 'pack',
    quantity: bought,
    amountMinor: bought * packPriceMinor,
    vatRate: vat.rate,
  }
  const own = bought > 0 ? vatDocument([monthly], vat).lines : []
  return [...own, ...result.document.lines].map((line) => toCharge(line, terms))
}

function toCharge({ kind, ...line }: SplitVatLine<PackLine>, terms: PackTerms): ReportCharge {
  return {
    ...line,
    rule: kind,
    service: null,
    unit: kind === 'pack' ? 'pack' : 'incident',
    priceMinor: kind === 'pack' ? terms.packPriceMinor : terms.singlePriceMinor,
    days: null,
  }
}
