import type { ChargeLine, UntaxedLine } from '#billing/workflow/charge_types'
import { creditAmount, creditPercent, DEFAULT_CREDIT_TABLE } from '#billing/workflow/sla_credit'
import type { CreditTerms } from '#contracts/models/terms_types'
import { sumMinor } from '#core/money'

/** A fee's reduction for a compliance in percent (a decimal string), by the contract's table (§7.5). */
export function serviceCredit(
  compliance: string,
  feeMinor: number | null,
  terms: CreditTerms | null
) {
  const percent = creditPercent(compliance, terms?.table ?? DEFAULT_CREDIT_TABLE)
  const amountMinor =
    feeMinor === null ? null : creditAmount(feeMinor, percent, terms?.capPercent ?? null)
  return { percent, amountMinor }
}

const FEES: readonly ChargeLine['kind'][] = ['fixed_fee', 'prepaid_fee']

type Earlier = {
  lines: readonly ChargeLine[]
  /** Null where nothing was judged. */
  compliancePercent: string | null
  periodId: number | null
}

/** What the fees of an earlier period give back, at its own VAT: a line per rate (§7.5, BT-09). */
export function creditLines(earlier: Earlier, terms: CreditTerms): UntaxedLine[] {
  const { compliancePercent, periodId } = earlier
  if (compliancePercent === null) return []
  const fees = earlier.lines.filter(({ kind }) => FEES.includes(kind))
  return [...Map.groupBy(fees, ({ vatRate }) => vatRate)].flatMap(([vatRate, group]) => {
    const feeMinor = sumMinor(group.map(({ amountMinor }) => amountMinor))
    const { percent, amountMinor } = serviceCredit(compliancePercent, feeMinor, terms)
    if (!amountMinor) return []
    const credit = { compliancePercent, creditPercent: percent, feeMinor }
    return {
      ...{ ruleKey: null, kind: 'sla_credit', serviceId: null, name: null, unit: 'period' },
      ...{ quantity: '1', priceMinor: amountMinor, multiplier: '1', amountMinor, vatRate },
      ...{ originPeriodId: periodId, reversesId: null, basis: { credit } },
    }
  })
}
