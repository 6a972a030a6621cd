import type { CreditBand } from '#billing/workflow/sla_credit'
import type { RoundingMode, RoundingScope } from '#billing/workflow/time_rounding'
import type { TierMode } from '#billing/workflow/unit_tiers'
import type { VatRounding } from '#billing/workflow/vat_document'
import type { VatMode } from '#core/vat'

/** Inputs of tests/truth/billing.json: money as decimal strings, time as whole minutes. */
export interface VatInput {
  vatRate: string
  vatMode: VatMode
  vatRounding?: VatRounding
}

export interface RoundingInput {
  scope: RoundingScope
  minimum: number
  increment: number
  mode: RoundingMode
}

export interface TmCaseInput extends VatInput {
  entries: { ticket: string; minutes: number }[]
  rounding: RoundingInput
  ratePerHour: string
}

export interface TmBandsCaseInput extends VatInput {
  ratePerHour: string
  rounding: RoundingInput
  entries: {
    start: string
    end: string
    segments: { band: string; multiplier: string; minutes: number }[]
  }[]
}

export interface PrepaidCaseInput extends VatInput {
  grantMinutes: number
  fee: string
  overageRatePerHour: string
  expiresAfterPeriods: number
  rolloverCapMinutes: number | null
  periods: { period: string; usedMinutes: number }[]
}

export interface FixedFeeCaseInput extends VatInput {
  fee: string
  includedMinutes: number
  overageRatePerHour: string
  activeDays: number
  daysInPeriod: number
  usedMinutes: number
}

export interface PackCaseInput extends VatInput {
  openingUnits: number
  packSize: number
  packPrice: string
  singlePrice: string
  autoPurchase: boolean
  incidents: { id: string; units: number }[]
}

export interface PerUnitCaseInput extends VatInput {
  lines: {
    item: string
    quantity: number
    tierMode: TierMode
    tiers: { upTo: number | null; price: string }[]
    activeDays: number
    daysInPeriod: number
  }[]
}

export interface VatCaseInput extends VatInput {
  lines: string[]
}

export interface VatByDateCaseInput {
  periods: { serviceDate: string; amount: string; vatMode: VatMode }[]
}

export interface CorrectionCaseInput extends VatInput {
  closedPeriod: { period: string; fee: string }
  currentPeriod: string
  currentFee: string
  slaCompliancePercent: string
  creditTable: CreditBand[]
  corrections: { entry: string; deltaMinutes: number; ratePerHour: string }[]
}

export interface TravelCaseInput extends VatInput {
  currency: string
  workMinutes: number
  ratePerHour: string
  travelMinutes: number
  travelPercent: string
  km: number
  perKm: string
  callOuts: number
  callOutFee: string
  reportingCurrency?: string
  fxRate?: string
}

export type BillingCase =
  | { kind: 'tm'; input: TmCaseInput }
  | { kind: 'tm_bands'; input: TmBandsCaseInput }
  | { kind: 'prepaid_block'; input: PrepaidCaseInput }
  | { kind: 'fixed_fee'; input: FixedFeeCaseInput }
  | { kind: 'incident_pack'; input: PackCaseInput }
  | { kind: 'per_unit'; input: PerUnitCaseInput }
  | { kind: 'vat'; input: VatCaseInput }
  | { kind: 'vat_by_date'; input: VatByDateCaseInput }
  | { kind: 'correction'; input: CorrectionCaseInput }
  | { kind: 'travel'; input: TravelCaseInput }
