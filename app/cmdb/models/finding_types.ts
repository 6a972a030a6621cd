import type { Plain } from '#core/errors'

/**
 * `refused`: a source may not write a value. `ambiguous`, `duplicate`: a record fits several items.
 * `across`: the same serial number in several organisations. `missing`: a source does not bring an
 * item any more.
 */
export const FINDING_KINDS = ['refused', 'ambiguous', 'duplicate', 'across', 'missing'] as const
export type FindingKind = (typeof FINDING_KINDS)[number]

export const FINDING_STATES = ['open', 'resolved', 'dismissed'] as const
export type FindingState = (typeof FINDING_STATES)[number]

export type FindingDetails = {
  kept?: Plain
  offered?: Plain
  keptSource?: string | null
  reason?: string
  candidates?: number[]
  key?: string
}
