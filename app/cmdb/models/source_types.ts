import type { RowOutcome } from '#core/imports/import_types'

/** What happens to items a full run does not bring any more. */
export const MISSING_POLICIES = ['nothing', 'mark', 'retire'] as const
export type MissingPolicy = (typeof MISSING_POLICIES)[number]

export const SOURCE_RUN_KINDS = ['full', 'delta'] as const
export type SourceRunKind = (typeof SOURCE_RUN_KINDS)[number]

/** `held`: so much is missing that a person has to say whether that is right. */
export const SOURCE_RUN_STATES = ['receiving', 'running', 'held', 'done', 'failed'] as const
export type SourceRunState = (typeof SOURCE_RUN_STATES)[number]

export type SourceRunChannel = 'api' | 'file'
export type SourceRunCounts = Record<RowOutcome | 'missing', number>

export const NO_COUNTS: SourceRunCounts = {
  ...{ created: 0, changed: 0, unchanged: 0, skipped: 0, refused: 0, missing: 0 },
}
