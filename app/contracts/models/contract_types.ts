/** Only an active contract takes tickets; it ends by its last day or before it (domain §2.8). */
export const CONTRACT_STATES = ['draft', 'active', 'suspended', 'expired', 'terminated'] as const
export type ContractState = (typeof CONTRACT_STATES)[number]

/** States a contract never leaves. */
export const ENDED_STATES: readonly ContractState[] = ['expired', 'terminated']

/** Without VAT is not the same as a rate of zero (domain §7.4). */
export const VAT_PROFILES = ['standard', 'none'] as const
export const VAT_MODES = ['exclusive', 'inclusive'] as const

/** How long a billing period is; it begins on the contract's anchor day (domain §7.1). */
export const BILLING_CYCLES = ['month', 'quarter', 'year'] as const
export type BillingCycle = (typeof BILLING_CYCLES)[number]

export const RENEWALS = ['none', 'automatic'] as const
export type Renewal = (typeof RENEWALS)[number]

export type Signatory = { name: string; position: string; authority: string }
export type Signatories = { provider: Signatory; client: Signatory }

/** What a paper of a contract is. */
export const CONTRACT_DOCUMENT_KINDS = ['signed', 'amendment', 'specification', 'other'] as const
export type ContractDocumentKind = (typeof CONTRACT_DOCUMENT_KINDS)[number]

/** What somebody of the client is spoken to for. */
export const CONTACT_ROLES = ['billing', 'signatory', 'technical'] as const
export type ContactRole = (typeof CONTACT_ROLES)[number]
