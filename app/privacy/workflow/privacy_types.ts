/** By what right data is processed (152-FZ, article 6). */
export const LEGAL_BASES = ['consent', 'contract', 'law', 'legitimate_interest'] as const
export type LegalBasis = (typeof LEGAL_BASES)[number]

/** How a consent came: pressed on a page, signed on paper, brought from another system. */
export const CONSENT_METHODS = ['portal', 'paper', 'import'] as const
export type ConsentMethod = (typeof CONSENT_METHODS)[number]

export const REQUEST_KINDS = ['access', 'correction', 'deletion', 'revocation'] as const
export type RequestKind = (typeof REQUEST_KINDS)[number]

export const REQUEST_STATES = ['open', 'answered', 'refused'] as const
export type RequestState = (typeof REQUEST_STATES)[number]

/** By which way a request came. */
export const REQUEST_WAYS = ['mail', 'paper', 'phone', 'portal', 'in_person'] as const
export type RequestWay = (typeof REQUEST_WAYS)[number]

/** An answer is due in ten working days, five more with a notice (articles 14 and 20). */
export const ANSWER_DAYS = 10
export const EXTENSION_DAYS = 5
