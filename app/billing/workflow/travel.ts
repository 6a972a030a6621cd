import { wholeMinutes } from '#core/duration'
import { exact, wholeMinor } from '#core/money'
import type { VatRate } from '#core/vat'
import { lineAmount } from '#billing/workflow/line_amount'
import {
  vatDocument,
  type VatDocument,
  type VatLine,
  type VatTerms,
} from '#billing/workflow/vat_document'

/** A contract's travel policy; `travelPercent` of the hourly rate is a decimal string. */
export interface TravelTerms {
  ratePerHourMinor: number
  travelPercent: string
  perKmMinor: number
  callOutFeeMinor: number
  vat: VatTerms & { rate: VatRate }
}

/** `km` is a decimal string. */
export interface OnSiteVisit {
  workMinutes: number
  travelMinutes: number
  km: string
  callOuts: number
}

export interface TravelLine extends VatLine {
  kind: 'work' | 'travel' | 'mileage' | 'call_out'
  quantity: string
}

/** On-site work with travel time, mileage and call-outs; always these four lines, in this order. */
export function billOnSite(terms: TravelTerms, visit: OnSiteVisit): VatDocument<TravelLine> {
  const { ratePerHourMinor, vat } = terms
  const work = wholeMinutes(visit.workMinutes)
  const travel = wholeMinutes(visit.travelMinutes)
  const share = exact(terms.travelPercent).div(100).toFixed()
  const mileage = wholeMinor(exact(visit.km).times(terms.perKmMinor))
  const lines: TravelLine[] = [
    line('work', String(work), lineAmount(work, ratePerHourMinor), vat.rate),
    line('travel', String(travel), lineAmount(travel, ratePerHourMinor, share), vat.rate),
    line('mileage', visit.km, mileage, vat.rate),
    line('call_out', String(visit.callOuts), visit.callOuts * terms.callOutFeeMinor, vat.rate),
  ]
  return vatDocument(lines, vat)
}

function line(
  kind: TravelLine['kind'],
  quantity: string,
  amountMinor: number,
  vatRate: VatRate
): TravelLine {
  return { kind, quantity, amountMinor, vatRate }
}
