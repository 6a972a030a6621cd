import type { Principal } from '#directory/queries/principal'
import { judgedIn, keptAndMissed, reportedClocks } from '#reporting/queries/judged_clocks'
import type { Dimension, ServiceLevelQuery } from '#reporting/queries/service_level_filter'
import { complianceOf, type Compliance } from '#reporting/workflow/compliance'
import db from '@adonisjs/lucid/services/db'

/** A row of the report: what it stands for and its promises by metric. */
export type ComplianceRow = {
  /** Code that the filter takes; null for tickets without one. */
  key: string | null
  labels: { ru: string; en: string } | null
  metrics: Record<string, Compliance & { averageMinutes: number }>
  overall: Compliance
}

type Raw = {
  key: string | number | null
  ru: string | null
  en: string | null
  metric: string
  met: number
  breached: number
  average: number | null
}

const KEYS: Record<Dimension, { key: string; ru: string; en: string }> = {
  service: { key: 'services.code', ru: 'services.name_ru', en: 'services.name_en' },
  client: { key: 'organisations.code', ru: 'organisations.name', en: 'organisations.name' },
  team: { key: 'teams.code', ru: 'teams.name', en: 'teams.name' },
  priority: { key: 'tickets.priority', ru: 'tickets.priority', en: 'tickets.priority' },
  agreement: { key: 'agreements.code', ru: 'agreements.name_ru', en: 'agreements.name_en' },
}

/** Compliance by the chosen dimension, the worst first, and over everything. One query. */
export async function complianceRows(principal: Principal, { filter, span }: ServiceLevelQuery) {
  const { key, ru, en } = KEYS[filter.by]
  const query = judgedIn(reportedClocks(principal, filter), span, filter.counting)
  const raw = (await query
    .groupBy([...new Set([key, ru, en])].concat('clocks.metric'))
    .select(`${key} as key`, `${ru} as ru`, `${en} as en`, 'clocks.metric as metric')
    .select(...keptAndMissed(), db.raw('avg(clocks.elapsed_minutes) as average'))) as Raw[]
  const groups = Map.groupBy(raw, (row) => row.key)
  const rows = [...groups.values()].map(toRow)
  return { rows: rows.sort(byCompliance), overall: overallOf(raw) }
}

function toRow(members: Raw[]): ComplianceRow {
  const { key, ru, en } = members[0]!
  return {
    key: key === null ? null : String(key),
    labels: key === null ? null : { ru: String(ru), en: String(en) },
    metrics: Object.fromEntries(
      members.map((member) => [
        member.metric,
        {
          ...complianceOf(Number(member.met), Number(member.breached)),
          averageMinutes: Math.round(Number(member.average ?? 0)),
        },
      ])
    ),
    overall: overallOf(members),
  }
}

function overallOf(members: Raw[]): Compliance {
  const sum = (field: 'met' | 'breached') =>
    members.reduce((total, member) => total + Number(member[field]), 0)
  return complianceOf(sum('met'), sum('breached'))
}

function byCompliance(left: ComplianceRow, right: ComplianceRow): number {
  const [one, other] = [left.overall, right.overall]
  return (one.hundredths ?? 0) - (other.hundredths ?? 0) || other.breached - one.breached
}
