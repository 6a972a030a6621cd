/** Only an active contract takes tickets. */
export const CONTRACT_STATES = ['draft', 'active', 'suspended', 'ended'] as const
export type ContractState = (typeof CONTRACT_STATES)[number]

export const BILLING_KINDS = ['tm', 'fixed_fee', 'prepaid_block', 'incident_pack'] as const
export type BillingKind = (typeof BILLING_KINDS)[number]

export type RoundingTerms = {
  scope: 'entry' | 'ticket'
  minimum: number
  increment: number
  mode: 'up' | 'nearest' | 'down'
}

/** Prices in minor units of the contract's currency; time in minutes (domain §7.2). */
export type BillingTerms = {
  rounding: RoundingTerms
  /** tm: per hour; the others: per hour above what is included. */
  ratePerHourMinor: number
  /** fixed_fee and prepaid_block: the fee of a period. */
  feeMinor?: number
  /** fixed_fee: included minutes; prepaid_block: granted minutes. */
  includedMinutes?: number
  /** prepaid_block: how many periods a lot lives, its own included. */
  expiresAfterPeriods?: number
  /** incident_pack */
  packUnits?: number
  packPriceMinor?: number
  unitPriceMinor?: number
}

export type Signatory = { name: string; position: string; authority: string }
export type Signatories = { provider: Signatory; client: Signatory }
