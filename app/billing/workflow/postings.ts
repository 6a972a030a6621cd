import type { ChargeLine, UntaxedLine } from '#billing/workflow/charge_types'
import { creditAmount, creditPercent } from '#billing/workflow/sla_credit'
import type { CreditTerms } from '#contracts/models/terms_types'
import { sumMinor } from '#core/money'

const FEES: readonly ChargeLine['kind'][] = ['fixed_fee', 'prepaid_fee']

type Earlier = {
  lines: readonly Pick<ChargeLine, 'kind' | 'vatRate' | 'amountMinor'>[]
  /** Null where nothing was judged. */
  compliancePercent: string | null
  periodId: number | null
}

/** What the fees of an earlier period give back, at its own VAT: a line per rate (§7.5, BT-09). */
export function creditLines(
  { lines, compliancePercent, periodId }: Earlier,
  { table, capPercent }: CreditTerms
): UntaxedLine[] {
  if (compliancePercent === null) return []
  const percent = creditPercent(compliancePercent, table)
  const fees = lines.filter(({ kind }) => FEES.includes(kind))
  return [...Map.groupBy(fees, ({ vatRate }) => vatRate)].flatMap(([vatRate, group]) => {
    const feeMinor = sumMinor(group.map(({ amountMinor }) => amountMinor))
    const amountMinor = creditAmount(feeMinor, percent, capPercent)
    if (amountMinor === 0) return []
    const credit = { compliancePercent, creditPercent: percent, feeMinor }
    return {
      ...{ ruleKey: null, kind: 'sla_credit', serviceId: null, name: null, unit: 'period' },
      ...{ quantity: '1', priceMinor: amountMinor, multiplier: '1', amountMinor, vatRate },
      ...{ originPeriodId: periodId, reversesId: null, basis: { credit } },
    }
  })
}

type Correction = {
  /** What a locked period charged. */
  line: Pick<ChargeLine, 'ruleKey' | 'serviceId' | 'priceMinor' | 'multiplier' | 'vatRate'> & {
    id: number
    billingPeriodId: number
  }
  amountMinor: number
  /** Null for a line of anything else than time. */
  deltaMinutes: number | null
  reason: string
  timeEntryId: number | null
}

/** A change of a locked line, at its own price and VAT, that points back to it (§7.6, BT-09). */
export function correctionLine(correction: Correction): UntaxedLine {
  const { line, amountMinor, deltaMinutes, reason, timeEntryId } = correction
  const isTime = deltaMinutes !== null
  return {
    ...{ ruleKey: line.ruleKey, kind: 'correction', serviceId: line.serviceId, name: reason },
    unit: isTime ? 'minutes' : 'piece',
    quantity: isTime ? String(deltaMinutes) : '1',
    priceMinor: isTime ? line.priceMinor : amountMinor,
    multiplier: isTime ? line.multiplier : '1',
    ...{ amountMinor, vatRate: line.vatRate },
    ...{ originPeriodId: line.billingPeriodId, reversesId: line.id },
    basis: { correction: { reason, deltaMinutes, entryId: timeEntryId } },
  }
}
