import {
  coveredShares,
  feeDate,
  roundingPolicy,
  totalBilled,
  type ChargeInput,
  type MonthCharge,
} from '#billing/queries/charge_input'
import { earlierWork } from '#billing/queries/report_entries'
import type { BlockConsumption, ReportCharge } from '#billing/queries/report_types'
import { billedMinutes } from '#billing/workflow/billed_minutes'
import type { Lot } from '#billing/workflow/lots'
import {
  runPrepaidPeriod,
  type PrepaidLine,
  type PrepaidResult,
  type PrepaidTerms,
} from '#billing/workflow/prepaid_block'
import { activeDays, monthOf, monthsBetween } from '#billing/workflow/report_period'
import type { SplitVatLine } from '#billing/workflow/vat_document'
import { sumMinutes } from '#core/duration'

const SHOWN_MONTHS = 12

/**
 * A block of hours each month: the balance is run anew from the contract's first month, so that it
 * always agrees with the logged work. A month outside the contract grants and charges nothing.
 */
export async function chargeBlock(input: ChargeInput): Promise<MonthCharge> {
  const { contract, period } = input
  const shares = coveredShares(input)
  const used = await usedBefore(input)
  used.set(period.month, totalBilled(shares))

  const first = [monthOf(contract.startsOn), ...used.keys()].sort()[0]!
  const rows: BlockConsumption[] = []
  let lots: Lot[] = []
  let last: PrepaidResult | null = null
  for (const [index, month] of monthsBetween(first, period.month).entries()) {
    const usedMinutes = used.get(month) ?? 0
    last = runPrepaidPeriod(termsIn(month, input), { periodNo: index + 1, lots, usedMinutes })
    lots = last.lots
    rows.push(toRow(month, last))
  }
  const charged = last?.document.lines.filter((line) => line.amountMinor !== 0) ?? []
  return {
    charges: charged.map((line) => toCharge(line, contract.billingTerms.ratePerHourMinor)),
    consumption: { kind: 'prepaid_block', rows: rows.slice(-SHOWN_MONTHS) },
    shares,
  }
}

/** Rounded minutes of every month before this one. */
async function usedBefore({ client, contract, period }: ChargeInput): Promise<Map<string, number>> {
  const policy = roundingPolicy(contract.billingTerms.rounding)
  const work = await earlierWork(client, contract.id, period.firstDate)
  const months = Map.groupBy(work, (entry) => monthOf(entry.workDate))
  return new Map(
    [...months].map(([month, entries]) => [
      month,
      sumMinutes([...billedMinutes(entries, policy).values()]),
    ])
  )
}

function termsIn(month: string, { contract, period, vat }: ChargeInput): PrepaidTerms {
  const { feeMinor, includedMinutes, expiresAfterPeriods, ratePerHourMinor } = contract.billingTerms
  const runs = activeDays(month, contract.startsOn, contract.endsOn).activeDays > 0
  return {
    grantMinutes: runs ? (includedMinutes ?? 0) : 0,
    feeMinor: runs ? (feeMinor ?? 0) : 0,
    lifePeriods: expiresAfterPeriods ?? null,
    rolloverCapMinutes: null,
    overage: { kind: 'rate', ratePerHourMinor },
    vat: { ...vat, rate: vat.rateOn(feeDate({ contract, period })) },
  }
}

function toRow(month: string, result: PrepaidResult): BlockConsumption {
  const { lots, movements, document, ...row } = result
  return { month, ...row }
}

function toCharge(line: SplitVatLine<PrepaidLine>, ratePerHourMinor: number): ReportCharge {
  const isOverage = line.kind === 'overage'
  const { quantity, amountMinor, vatRate, netMinor, vatMinor, grossMinor } = line
  return {
    rule: isOverage ? 'overage' : 'prepaid_fee',
    service: null,
    unit: isOverage ? 'minutes' : 'month',
    quantity,
    priceMinor: isOverage ? ratePerHourMinor : amountMinor,
    amountMinor,
    vatRate,
    netMinor,
    vatMinor,
    grossMinor,
    days: null,
  }
}
