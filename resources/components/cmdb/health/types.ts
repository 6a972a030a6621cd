import type { Data } from '@generated/data'

export const KPIS = ['completeness', 'correctness', 'compliance'] as const
export const VIEWS = ['failing', 'mine', 'team', 'tasks'] as const
export const STATES = ['found', 'open', 'in_work', 'done', 'waived'] as const
export const REASONS = [
  'required_missing',
  'recommended_missing',
  'orphan',
  'ownerless',
  'stale',
  'duplicate',
  'check',
] as const

export type Finding = Data.Cmdb.HealthFinding
export type FindingOnPage = Data.Cmdb.HealthFinding.Variants['forPage']
export type HealthRuleRow = Data.Cmdb.HealthRule

export type Figures = Record<
  (typeof KPIS)[number] | 'overall' | 'verified' | 'relations',
  number | null
>
export type ScopeRow = { items: number; figures: Figures }
export type Health = {
  lastRunAt: string | null
  whole: { counts: Record<string, number>; figures: Figures }
  trend: ({ day: string } & Figures)[]
  classes: ({ code: string; labelRu: string; labelEn: string } & ScopeRow)[]
  organisations: ({ code: string; name: string } & ScopeRow)[]
  reasons: { kpi: string; reason: string; ruleId: number; total: number }[]
}

export type FindingEvent = {
  id: number
  at: string
  actor: string
  action: string
  changes: { field: string; before: unknown; after: unknown }[]
}

/** The list of findings with a filter. */
export function findingsAddress(filter: Record<string, string | number | null | undefined>) {
  const given = Object.entries(filter).filter(([, value]) => value !== null && value !== undefined)
  const query = new URLSearchParams(given.map(([key, value]) => [key, String(value)]))
  return `/cmdb-health/findings?${query}`
}
