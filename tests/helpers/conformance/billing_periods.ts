import { chargePeriod, type PeriodCharge, type PeriodInput } from '#billing/workflow/charge_period'
import type { Balances, ChargeRule, UntaxedLine, WorkEntry } from '#billing/workflow/charge_types'
import { expenseLine } from '#billing/workflow/expense_line'
import { grantLot } from '#billing/workflow/lots'
import { plainSegment } from '#billing/workflow/tm'
import { RU_STANDARD_VAT, vatRateOn } from '#billing/workflow/vat_rates'
import type { RuleKind, TermsOfKind } from '#contracts/models/terms_types'
import { toMinor } from '#core/money'
import type { VatRate } from '#core/vat'
import type {
  FixedFeeCaseInput,
  PackCaseInput,
  PerUnitCaseInput,
  PrepaidCaseInput,
  TmBandsCaseInput,
  TmCaseInput,
  TravelCaseInput,
  VatByDateCaseInput,
  VatInput,
} from '#tests/helpers/conformance/billing_case'
import { vatTerms } from '#tests/helpers/conformance/billing_money'

const BY_MINUTE = { scope: 'entry', minimum: 0, increment: 1, mode: 'up' } as const
const DAY = '2026-03-02'

function rule<Kind extends RuleKind>(kind: Kind, terms: TermsOfKind[Kind], key = kind as string) {
  return { key, kind, terms, takes: null } satisfies ChargeRule
}

const TM = rule('tm', { minimumMinor: null, capMinor: null })

function work(id: number, minutes: number, values: Partial<WorkEntry> = {}): WorkEntry {
  return {
    ...{ id, ticketId: id, workDate: DAY, startedAt: null, minutes, workTypeId: 1 },
    ...{ workRoleId: null, serviceId: null, isTravel: false, ...values },
  }
}

/** A period of a contract, as everything the product charges goes through it. */
function charge(input: VatInput, values: Partial<PeriodInput>): PeriodCharge {
  const { rate, ...vat } = vatTerms(input)
  return chargePeriod({
    period: {
      ...{ number: 1, month: '2026-03', serviceDate: '2026-03-31' },
      days: { activeDays: 31, daysInPeriod: 31 },
    },
    ...{ rules: [], rounding: BY_MINUTE, work: [], incidents: [], counts: new Map() },
    vat: { ...vat, rateOn: () => rate },
    ...{ opening: {}, postings: [], rateOf: () => null },
    segmentsOf: (entry) => [plainSegment(entry)],
    ...values,
  })
}

export function chargeTm(input: TmCaseInput): PeriodCharge {
  const tickets = [...new Set(input.entries.map(({ ticket }) => ticket))]
  return charge(input, {
    ...{ rules: [TM], rounding: input.rounding, rateOf: () => toMinor(input.ratePerHour) },
    work: input.entries.map(({ ticket, minutes }, index) =>
      work(index + 1, minutes, { ticketId: tickets.indexOf(ticket) + 1 })
    ),
  })
}

export function chargeBands(input: TmBandsCaseInput): PeriodCharge {
  const segments = input.entries.map(({ start, segments: own }) =>
    own.map((segment) => ({ ...segment, serviceDate: start.slice(0, 10) }))
  )
  return charge(input, {
    ...{ rules: [TM], rounding: input.rounding, rateOf: () => toMinor(input.ratePerHour) },
    work: segments.map((own, index) => {
      const minutes = own.reduce((sum, each) => sum + each.minutes, 0)
      const { start } = input.entries[index]!
      return work(index + 1, minutes, { workDate: start.slice(0, 10), startedAt: start })
    }),
    segmentsOf: ({ id }) => segments[id - 1]!,
  })
}

export function chargeFixedFee(input: FixedFeeCaseInput): PeriodCharge {
  const { activeDays, daysInPeriod, includedMinutes, usedMinutes } = input
  const terms = {
    ...{ feeMinor: toMinor(input.fee), includedMinutes, rollover: false },
    overageRatePerHourMinor: toMinor(input.overageRatePerHour),
  }
  const days = { activeDays, daysInPeriod }
  return charge(input, {
    period: { number: 1, month: '2026-03', days, serviceDate: '2026-03-31' },
    rules: [rule('fixed_fee', terms)],
    work: usedMinutes === 0 ? [] : [work(1, usedMinutes)],
  })
}

export function chargePrepaid(input: PrepaidCaseInput): PeriodCharge[] {
  const terms: TermsOfKind['prepaid_block'] = {
    ...{ feeMinor: toMinor(input.fee), grantMinutes: input.grantMinutes, weighsBands: false },
    lifePeriods: input.expiresAfterPeriods,
    rolloverCapMinutes: input.rolloverCapMinutes,
    overage: { kind: 'rate', ratePerHourMinor: toMinor(input.overageRatePerHour) },
  }
  let opening: Balances = {}
  return input.periods.map(({ period: month, usedMinutes }, index) => {
    const days = { activeDays: 30, daysInPeriod: 30 }
    const charged = charge(input, {
      period: { number: index + 1, month, days, serviceDate: DAY },
      ...{ rules: [rule('prepaid_block', terms)], opening },
      work: usedMinutes === 0 ? [] : [work(1, usedMinutes)],
    })
    opening = charged.closing
    return charged
  })
}

/**
 * Units of before are the balance the period opens with. A contract that buys no packs has them as its
 * own, free one: beyond it each incident costs the single price.
 */
export function chargePack(input: PackCaseInput): PeriodCharge {
  const { openingUnits, autoPurchase } = input
  const terms: TermsOfKind['incident_pack'] = {
    packSize: autoPurchase ? input.packSize : openingUnits,
    packPriceMinor: autoPurchase ? toMinor(input.packPrice) : 0,
    ...{ lifePeriods: null, singlePriceMinor: toMinor(input.singlePrice) },
    purchase: autoPurchase ? 'automatic' : 'monthly',
  }
  const lots = autoPurchase ? [grantLot('before', 0, openingUnits, null)] : []
  return charge(input, {
    rules: [rule('incident_pack', terms)],
    opening: { incident_pack: { lots, carriedMinutes: 0 } },
    incidents: input.incidents.map((incident) => ({ ...incident, serviceId: null })),
  })
}

/** Each line in a period of its own days: of a contract's period they are the same for all rules. */
export function chargePerUnit(input: PerUnitCaseInput): PeriodCharge[] {
  return input.lines.map(({ item, tierMode, tiers, quantity, activeDays, daysInPeriod }) => {
    const terms: TermsOfKind['per_unit'] = {
      ...{ counts: { kind: 'people' }, basis: 'at_date', tierMode },
      tiers: tiers.map(({ upTo, price }) => ({ upTo, priceMinor: toMinor(price) })),
    }
    const days = { activeDays, daysInPeriod }
    return charge(input, {
      period: { number: 1, month: '2026-03', days, serviceDate: '2026-03-31' },
      rules: [rule('per_unit', terms, item)],
      counts: new Map([[item, [{ date: '2026-03-31', count: quantity }]]]),
    })
  })
}

/** A line beside the rules that costs so much. */
export function postedLine(amountMinor: number, vatRate: VatRate): UntaxedLine {
  return {
    ...{ ruleKey: null, kind: 'other_expense', serviceId: null, name: null, unit: 'piece' },
    ...{ quantity: '1', priceMinor: amountMinor, multiplier: '1', amountMinor, vatRate },
    ...{ originPeriodId: null, reversesId: null, basis: {} },
  }
}

/** A period that charges nothing but some lines beside the rules. */
export function chargePosted(input: VatInput, postings: readonly UntaxedLine[]): PeriodCharge {
  return charge(input, { postings })
}

/** A fee of a period that is taxed by its own date. */
export function chargeOn({
  serviceDate,
  amount,
  vatMode: mode,
}: VatByDateCaseInput['periods'][number]): PeriodCharge {
  const terms = { includedMinutes: 0, overageRatePerHourMinor: 0, rollover: false }
  const days = { activeDays: 31, daysInPeriod: 31 }
  const rateOn = (date: string) => vatRateOn(RU_STANDARD_VAT, date)
  return charge(
    // Its rate is that of the date.
    { vatRate: '0', vatMode: mode },
    {
      period: { number: 1, month: serviceDate.slice(0, 7), days, serviceDate },
      rules: [rule('fixed_fee', { ...terms, feeMinor: toMinor(amount) })],
      vat: { mode, rounding: 'line', rateOn },
    }
  )
}

export function chargeTravel(input: TravelCaseInput): PeriodCharge {
  const { rate: vatRate } = vatTerms(input)
  const policy = {
    ...{ travelPercent: input.travelPercent, perKmMinor: toMinor(input.perKm) },
    callOutFeeMinor: toMinor(input.callOutFee),
  }
  const spent = [
    { id: 1, kind: 'mileage' as const, quantity: String(input.km) },
    { id: 2, kind: 'call_out' as const, quantity: String(input.callOuts) },
  ].filter(({ quantity }) => quantity !== '0')
  const entries = [
    work(1, input.workMinutes),
    work(2, input.travelMinutes, { isTravel: true }),
  ].filter(({ minutes }) => minutes > 0)
  return charge(input, {
    ...{ rules: [TM], rateOf: () => toMinor(input.ratePerHour), work: entries },
    segmentsOf: (entry) =>
      entry.isTravel
        ? [plainSegment(entry, 'travel', String(Number(input.travelPercent) / 100))]
        : [plainSegment(entry)],
    postings: spent.map((each) =>
      expenseLine(
        { ...each, name: each.kind, costMinor: null, markupPercent: '0', spentOn: DAY },
        { travel: policy, vatRate }
      )
    ),
  })
}
