import type { Data } from '@generated/data'

export type Purpose = Data.Privacy.ProcessingPurpose
export type ConsentVersion = Purpose['texts'][number]
export type Consent = Data.Privacy.Consent
export type SubjectRequest = Data.Privacy.SubjectRequest
export type RequestPage = Data.Privacy.SubjectRequest.Variants['forPage']
export type PersonView = Data.Privacy.PersonView
export type Rule = Data.Privacy.Retention
export type Named = { id: number; nameRu: string; nameEn: string }

export const LEGAL_BASES = ['consent', 'contract', 'law', 'legitimate_interest'] as const
export const REQUEST_KINDS = ['access', 'correction', 'deletion', 'revocation'] as const
export const REQUEST_STATES = ['open', 'answered', 'refused'] as const
export const REQUEST_WAYS = ['mail', 'paper', 'phone', 'portal', 'in_person'] as const

/** What the person's page asks of the server. */
export type PersonPrivacy = {
  name: string
  anonymisedAt: string | null
  canManage: boolean
  isOwn: boolean
  consents: Consent[]
  requests: SubjectRequest[]
  purposes: Named[]
}

export type AnonymisationPreview = {
  obstacles: { code: string; count: number }[]
  kept: { key: string; count: number }[]
  texts: { ticketId: number; number: string; title: string; hits: number; excerpt: string }[]
}
