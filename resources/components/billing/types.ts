import type { Data } from '@generated/data'

export type Report = Data.Billing.ContractReport
export type Charge = Report['charges'][number]

export type PeriodQuestion = Data.Billing.PeriodQuestion

export type PeriodState = 'open' | 'review' | 'client_review' | 'approved' | 'locked' | 'invoiced'

export type PeriodStep =
  | 'begin_review'
  | 'reopen'
  | 'ask_client'
  | 'approve'
  | 'decline'
  | 'withdraw_approval'
  | 'lock'
  | 'invoice'

/** How a period stands and what the reader can do with it. */
export type PeriodStanding = {
  state: PeriodState
  version: number
  number: number
  revision: number
  startsOn: string
  endsOn: string
  note: string | null
  /** Of a period the client reviews. */
  silentApprovalAt: string | null
  actNumber: string | null
  actDate: string | null
  invoiceNumber: string | null
  invoiceDate: string | null
  obstacles: {
    isRunning: boolean
    earlierOpen: boolean
    unapproved: number
    unrated: number
    untaken: number
  } | null
  firstOpenMonth: string | null
  steps: PeriodStep[]
  canCorrect: boolean
  canAsk: boolean
  canAnswer: boolean
  unlock: { canAsk: boolean; canDecide: boolean; askedBy: string | null; reason: string | null }
}

/** How a line came about, down to the minutes. */
export type Explanation = {
  line: {
    kind: string
    unit: Charge['unit']
    quantity: string
    multiplier: string
    vatRate: string | null
    priceMinor: number
    amountMinor: number
    netMinor: number
    vatMinor: number
    grossMinor: number
    basis: {
      days?: { activeDays: number; daysInPeriod: number }
      rounding?: { scope: string; minimum: number; increment: number; mode: string }
      included?: { includedMinutes: number; carriedMinutes: number; usedMinutes: number }
      limit?: { workedMinor: number; limitMinor: number }
      units?: { tiers: { upTo: number | null; priceMinor: number }[] }
      percent?: { percent: string; ofMinor: number }
      credit?: { compliancePercent: string; creditPercent: string; feeMinor: number }
      correction?: { reason: string; deltaMinutes: number | null }
    }
  }
  lineId: number | null
  terms: { number: number; validFrom: string; amendment: string | null }
  parts: {
    entryId: number
    ticket: string
    person: string
    workType: { ru: string; en: string }
    serviceDate: string
    band: string
    multiplier: string
    ratePerHourMinor: number | null
    rawMinutes: number
    billedMinutes: number
    amountMinor: number | null
  }[]
  isCovered: boolean
  corrections: { id: number; amountMinor: number; reason: string; isPosted: boolean }[]
}
