import { complianceOf, type Compliance } from '#reporting/workflow/compliance'

type Row = {
  key: string | null
  labels: { ru: string; en: string } | null
  metrics: Record<string, Compliance & { averageMinutes: number }>
  overall: Compliance
}

export type MissedPromise = {
  ticket: string
  title: string
  priority: number
  metric: string
  dueAt: string | null
  stoppedAt: string | null
}

/** The service levels of a period as they stood when its review was held. */
export type ReviewFigures = {
  from: string
  to: string
  zone: string
  overall: Compliance
  metrics: Record<string, Compliance>
  services: Row[]
  missed: MissedPromise[]
}

/** Promises of all rows together, metric by metric. */
export function complianceByMetric(rows: readonly Row[]): Record<string, Compliance> {
  const sums = new Map<string, { met: number; breached: number }>()
  for (const { metrics } of rows) {
    for (const [metric, { met, breached }] of Object.entries(metrics)) {
      const sum = sums.get(metric) ?? { met: 0, breached: 0 }
      sums.set(metric, { met: sum.met + met, breached: sum.breached + breached })
    }
  }
  return Object.fromEntries(
    [...sums].map(([metric, { met, breached }]) => [metric, complianceOf(met, breached)])
  )
}
