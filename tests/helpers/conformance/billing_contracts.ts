import { fromMinor, toMinor } from '#core/money'
import { billFixedFee } from '#billing/workflow/fixed_fee'
import { runPackPeriod } from '#billing/workflow/incident_pack'
import { grantLot, type Lot } from '#billing/workflow/lots'
import { billPerUnit } from '#billing/workflow/per_unit'
import { runPrepaidPeriod, type PrepaidTerms } from '#billing/workflow/prepaid_block'
import { moneyOf, vatTerms } from '#tests/helpers/conformance/billing_money'
import type {
  FixedFeeCaseInput,
  PackCaseInput,
  PerUnitCaseInput,
  PrepaidCaseInput,
} from '#tests/helpers/conformance/billing_case'

export function runPrepaid(input: PrepaidCaseInput) {
  const terms = prepaidTerms(input)
  let lots: Lot[] = []
  const periods = input.periods.map(({ period, usedMinutes }, periodNo) => {
    const result = runPrepaidPeriod(terms, { periodNo, lots, usedMinutes })
    lots = result.lots
    return {
      period,
      opening: result.openingMinutes,
      granted: result.grantedMinutes,
      used: result.usedMinutes,
      fromBalance: result.fromBalanceMinutes,
      overageMinutes: result.overageMinutes,
      expired: result.expiredMinutes,
      closing: result.closingMinutes,
      overageAmount: fromMinor(result.overageMinor),
      ...moneyOf(result.document.totals),
    }
  })
  return { periods }
}

export function runFixedFee(input: FixedFeeCaseInput) {
  const { activeDays, daysInPeriod, usedMinutes } = input
  const result = billFixedFee(
    {
      feeMinor: toMinor(input.fee),
      includedMinutes: input.includedMinutes,
      overageRatePerHourMinor: toMinor(input.overageRatePerHour),
      rollover: false,
      vat: vatTerms(input),
    },
    { days: { activeDays, daysInPeriod }, usedMinutes, carriedMinutes: 0 }
  )
  return {
    fee: fromMinor(result.feeMinor),
    includedMinutes: result.includedMinutes,
    overageMinutes: result.overageMinutes,
    unusedMinutes: result.unusedMinutes,
    overageAmount: fromMinor(result.overageMinor),
    ...moneyOf(result.document.totals),
  }
}

export function runIncidentPack(input: PackCaseInput) {
  const result = runPackPeriod(
    {
      packSize: input.packSize,
      packPriceMinor: toMinor(input.packPrice),
      singlePriceMinor: toMinor(input.singlePrice),
      autoPurchase: input.autoPurchase,
      lifePeriods: null,
      vat: vatTerms(input),
    },
    {
      periodNo: 2,
      lots: [grantLot('opening', 1, input.openingUnits, null)],
      incidents: input.incidents,
    }
  )
  return {
    unitsConsumed: result.unitsConsumed,
    packsPurchased: result.packsPurchased,
    unitsAtSinglePrice: result.unitsAtSinglePrice,
    closingUnits: result.closingUnits,
    ...moneyOf(result.document.totals),
  }
}

export function runPerUnit(input: PerUnitCaseInput) {
  const quantities = input.lines.map(({ activeDays, daysInPeriod, tiers, ...line }) => ({
    ...line,
    tiers: tiers.map(({ upTo, price }) => ({ upTo, priceMinor: toMinor(price) })),
    days: { activeDays, daysInPeriod },
  }))
  const { lines, totals } = billPerUnit(quantities, vatTerms(input))
  return { lineAmounts: lines.map((line) => fromMinor(line.amountMinor)), ...moneyOf(totals) }
}

function prepaidTerms(input: PrepaidCaseInput): PrepaidTerms {
  return {
    grantMinutes: input.grantMinutes,
    feeMinor: toMinor(input.fee),
    lifePeriods: input.expiresAfterPeriods,
    rolloverCapMinutes: input.rolloverCapMinutes,
    overage: { kind: 'rate', ratePerHourMinor: toMinor(input.overageRatePerHour) },
    vat: vatTerms(input),
  }
}
