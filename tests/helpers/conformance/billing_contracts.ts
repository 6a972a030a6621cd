import type { PeriodCharge } from '#billing/workflow/charge_period'
import type { Consumption } from '#billing/workflow/charge_types'
import { fromMinor } from '#core/money'
import { moneyOf } from '#tests/helpers/conformance/billing_money'
import {
  chargeFixedFee,
  chargePack,
  chargePerUnit,
  chargePrepaid,
  chargePosted,
} from '#tests/helpers/conformance/billing_periods'
import type {
  FixedFeeCaseInput,
  PackCaseInput,
  PerUnitCaseInput,
  PrepaidCaseInput,
} from '#tests/helpers/conformance/billing_case'

export function runPrepaid(input: PrepaidCaseInput) {
  const periods = chargePrepaid(input).map((charged) => {
    const row = rowOf(charged, 'prepaid_block')
    return {
      period: row.month,
      opening: row.openingMinutes,
      granted: row.grantedMinutes,
      used: row.usedMinutes,
      fromBalance: row.fromBalanceMinutes,
      overageMinutes: row.overageMinutes,
      expired: row.expiredMinutes,
      closing: row.closingMinutes,
      overageAmount: fromMinor(row.overageMinor),
      ...moneyOf(charged.totals),
    }
  })
  return { periods }
}

export function runFixedFee(input: FixedFeeCaseInput) {
  const charged = chargeFixedFee(input)
  const row = rowOf(charged, 'fixed_fee')
  return {
    fee: fromMinor(charged.lines.find(({ kind }) => kind === 'fixed_fee')!.amountMinor),
    includedMinutes: row.includedMinutes,
    overageMinutes: row.overageMinutes,
    unusedMinutes: row.unusedMinutes,
    overageAmount: fromMinor(row.overageMinor),
    ...moneyOf(charged.totals),
  }
}

export function runIncidentPack(input: PackCaseInput) {
  const charged = chargePack(input)
  const row = rowOf(charged, 'incident_pack')
  const bought = charged.lines.find(({ kind, amountMinor }) => kind === 'pack' && amountMinor > 0)
  return {
    unitsConsumed: row.usedUnits,
    packsPurchased: Number(bought?.quantity ?? 0),
    unitsAtSinglePrice: row.singleUnits,
    closingUnits: row.closingUnits,
    ...moneyOf(charged.totals),
  }
}

export function runPerUnit(input: PerUnitCaseInput) {
  const lines = chargePerUnit(input).flatMap((charged) => charged.lines)
  return {
    lineAmounts: lines.map((line) => fromMinor(line.amountMinor)),
    ...moneyOf(chargePosted(input, lines).totals),
  }
}

type RowOf<Kind> = Extract<Consumption, { kind: Kind }>['row']

function rowOf<Kind extends Consumption['kind']>(
  { consumption }: PeriodCharge,
  kind: Kind
): RowOf<Kind> {
  return consumption.find((each) => each.kind === kind)!.row as RowOf<Kind>
}
