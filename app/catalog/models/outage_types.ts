/** A failure, or maintenance that was planned (SLM-10). */
export const OUTAGE_KINDS = ['unplanned', 'planned'] as const
export type OutageKind = (typeof OUTAGE_KINDS)[number]

/** The service stands still, or works worse than it should: only the former is downtime. */
export const OUTAGE_EFFECTS = ['down', 'degraded'] as const
export type OutageEffect = (typeof OUTAGE_EFFECTS)[number]

/** Where an outage stands in time. */
export const OUTAGE_STAGES = ['ongoing', 'coming', 'over'] as const
export type OutageStage = (typeof OUTAGE_STAGES)[number]
