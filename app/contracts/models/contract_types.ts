/** Only an active contract takes tickets. */
export const CONTRACT_STATES = ['draft', 'active', 'suspended', 'ended'] as const
export type ContractState = (typeof CONTRACT_STATES)[number]

/** How long a billing period is; it begins on the contract's anchor day (domain §7.1). */
export const BILLING_CYCLES = ['month', 'quarter', 'year'] as const
export type BillingCycle = (typeof BILLING_CYCLES)[number]

export const RENEWALS = ['none', 'automatic'] as const
export type Renewal = (typeof RENEWALS)[number]

export type Signatory = { name: string; position: string; authority: string }
export type Signatories = { provider: Signatory; client: Signatory }
