import { sumMinor } from '#core/money'
import type { VatRate } from '#core/vat'
import { lineAmount } from '#billing/workflow/line_amount'
import { creditAmount, creditPercent, type CreditBand } from '#billing/workflow/sla_credit'
import {
  vatDocument,
  type VatDocument,
  type VatLine,
  type VatTerms,
} from '#billing/workflow/vat_document'

/** SLA credit for a closed period; VAT of that period. */
export interface SlaCredit {
  originPeriod: string
  feeMinor: number
  compliancePercent: string
  table: readonly CreditBand[]
  capPercent: string | null
  vatRate: VatRate
}

/** Change of one entry of a locked period, at the rate and VAT of that period. */
export interface EntryCorrection {
  originPeriod: string
  entryRef: string
  deltaMinutes: number
  ratePerHourMinor: number
  multiplier: string
  vatRate: VatRate
}

export interface CorrectionInput {
  currentFee: VatLine
  credit: SlaCredit | null
  corrections: readonly EntryCorrection[]
  vat: VatTerms
}

/** The locked period is never edited: lines point back to it. */
export interface PostedLine extends VatLine {
  kind: 'fee' | 'sla_credit' | 'correction'
  originPeriod: string | null
  reverses: string | null
}

export interface CorrectionResult {
  creditPercent: string
  creditMinor: number
  correctionMinor: number
  document: VatDocument<PostedLine>
}

/** Posts the current fee, the credit and each correction as its own line of an open period. */
export function postCorrections(input: CorrectionInput): CorrectionResult {
  const percent = input.credit
    ? creditPercent(input.credit.compliancePercent, input.credit.table)
    : '0'
  const credits = input.credit ? creditLines(input.credit, percent) : []
  const corrections = input.corrections.map(correctionLine)
  const fee: PostedLine = { ...input.currentFee, kind: 'fee', originPeriod: null, reverses: null }
  return {
    creditPercent: percent,
    creditMinor: sumMinor(credits.map((line) => line.amountMinor)),
    correctionMinor: sumMinor(corrections.map((line) => line.amountMinor)),
    document: vatDocument([fee, ...credits, ...corrections], input.vat),
  }
}

function creditLines(credit: SlaCredit, percent: string): PostedLine[] {
  const amountMinor = creditAmount(credit.feeMinor, percent, credit.capPercent)
  if (amountMinor === 0) return []
  const { originPeriod, vatRate } = credit
  return [{ kind: 'sla_credit', amountMinor, vatRate, originPeriod, reverses: null }]
}

function correctionLine(correction: EntryCorrection): PostedLine {
  const { deltaMinutes, ratePerHourMinor, multiplier, vatRate, originPeriod } = correction
  return {
    kind: 'correction',
    amountMinor: lineAmount(deltaMinutes, ratePerHourMinor, multiplier),
    vatRate,
    originPeriod,
    reverses: correction.entryRef,
  }
}
