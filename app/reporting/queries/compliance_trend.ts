import { toSqlUtc } from '#core/columns'
import type { Principal } from '#directory/queries/principal'
import { judgedIn, reportedClocks } from '#reporting/queries/judged_clocks'
import type { ServiceLevelQuery } from '#reporting/queries/service_level_filter'
import { complianceOf, type Compliance } from '#reporting/workflow/compliance'
import { trendMonths, type ReportSpan } from '#reporting/workflow/report_span'
import db from '@adonisjs/lucid/services/db'

export type TrendPoint = Compliance & { month: string }

/** Compliance of the twelve months that end with the span's last one (SLM-09). One query. */
export async function complianceTrend(
  principal: Principal,
  { filter, span }: ServiceLevelQuery
): Promise<TrendPoint[]> {
  const months = trendMonths(span)
  const whole: ReportSpan = { ...months[0]!, endsAt: months.at(-1)!.endsAt }
  const query = judgedIn(reportedClocks(principal, filter), whole, filter.counting)
  for (const [index, { startsAt, endsAt }] of months.entries()) {
    for (const [name, comparison] of [
      [`met_${index}`, '='],
      [`breached_${index}`, '<>'],
    ]) {
      void query.select(
        db.raw(
          `sum(case when clocks.state ${comparison} 'met'
            and coalesce(clocks.stopped_at, clocks.breached_at) >= ?
            and coalesce(clocks.stopped_at, clocks.breached_at) < ? then 1 else 0 end) as ${name}`,
          [toSqlUtc(startsAt), toSqlUtc(endsAt)]
        )
      )
    }
  }
  const sums = await query.first()
  return months.map(({ from }, index) => ({
    month: from.slice(0, 7),
    ...complianceOf(Number(sums?.[`met_${index}`] ?? 0), Number(sums?.[`breached_${index}`] ?? 0)),
  }))
}
