import { CI_HEALTH } from '#cmdb/actions/request_ci_health'
import CiHealthFinding from '#cmdb/models/ci_health_finding'
import CiHealthSetting from '#cmdb/models/ci_health_setting'
import { ciClassTable, type ListedClass } from '#cmdb/queries/ci_class_table'
import { branchOf } from '#cmdb/workflow/class_tree'
import {
  HEALTH_COUNTERS,
  healthFigures,
  noCounts,
  type HealthCounts,
  type HealthWeights,
} from '#cmdb/workflow/health_figures'
import { clock } from '#core/clock'
import BackgroundTask from '#core/models/background_task'
import Organisation from '#directory/models/organisation'
import type { Principal } from '#directory/queries/principal'
import { scopedByOrganisation } from '#directory/queries/scope'
import string from '@adonisjs/core/helpers/string'
import db from '@adonisjs/lucid/services/db'

/** Codes of a class, which means those below it too, and of an organisation. */
export type HealthScope = { class: string | null; organisation: string | null; days: number }

type Narrow = { classIds: number[] | null; organisationId: number | null }
type Grouping = 'day' | 'ci_class_id' | 'organisation_id'

export const TREND_DAYS = [30, 90, 365] as const

/**
 * The figures of what the person may see: now, by class, by organisation and day by day. Sums of the
 * kept counts, so nothing is judged here and 100,000 items cost what 100 do.
 */
export async function healthPage(principal: Principal, scope: HealthScope) {
  const settings = await CiHealthSetting.query().firstOrFail()
  const classes = await ciClassTable()
  const narrow = await narrowed(scope, classes)
  const last = settings.lastRunAt
  const today = last?.toISODate() ?? clock.today('utc')
  const from = (last ?? clock.now()).minus({ days: scope.days - 1 }).toISODate()!
  const weights = weightsOf(settings)
  const sum = (by: Grouping, since: string) => sums(principal, narrow, by, since, today)
  const [byDay, byClass, byOrganisation, reasons] = await Promise.all([
    sum('day', from),
    sum('ci_class_id', today),
    sum('organisation_id', today),
    reasonCounts(principal, narrow),
  ])
  const whole = total([...byClass.values()])
  return {
    lastRunAt: last?.toISO() ?? null,
    weights: { ...weights, version: settings.version },
    whole: { counts: whole, figures: healthFigures(whole, weights) },
    trend: [...byDay].map(([day, counts]) => ({
      day: String(day),
      ...healthFigures(counts, weights),
    })),
    classes: classes
      .filter(({ id }) => byClass.has(id))
      .map(({ id, code, labelRu, labelEn }) => ({
        ...{ code, labelRu, labelEn, items: byClass.get(id)!.items },
        figures: healthFigures(byClass.get(id)!, weights),
      })),
    organisations: (await organisationsOf([...byOrganisation.keys()])).map(
      ({ id, code, name }) => ({
        ...{ code, name, items: byOrganisation.get(id)!.items },
        figures: healthFigures(byOrganisation.get(id)!, weights),
      })
    ),
    reasons,
  }
}

export function weightsOf(settings: CiHealthSetting): HealthWeights {
  return {
    completeness: settings.completenessWeight,
    correctness: settings.correctnessWeight,
    compliance: settings.complianceWeight,
  }
}

/** The run that is under way, or the one before it when that failed. */
export async function healthRun() {
  const task = await BackgroundTask.query().where('kind', CI_HEALTH).orderBy('id', 'desc').first()
  if (!task) return null
  const { state, progressDone, progressTotal, isFinished } = task
  return { ...{ state, progressDone, progressTotal }, isUnderWay: !isFinished }
}

async function narrowed(scope: HealthScope, classes: ListedClass[]): Promise<Narrow> {
  const { class: classCode, organisation: code } = scope
  const asked = classes.find((each) => each.code === classCode)
  const organisation = code ? await Organisation.findBy({ code }) : null
  return {
    classIds: classCode ? (asked ? branchOf(classes, asked.id) : []) : null,
    organisationId: code ? (organisation?.id ?? 0) : null,
  }
}

async function sums(
  principal: Principal,
  { classIds, organisationId }: Narrow,
  by: Grouping,
  from: string,
  to: string
): Promise<Map<number, HealthCounts>> {
  const query = db
    .from('ci_health_days')
    .where('day', '>=', from)
    .where('day', '<=', to)
    .groupBy(by)
    .orderBy(by)
    .select(by)
  for (const counter of HEALTH_COUNTERS) void query.sum(string.snakeCase(counter), counter)
  if (classIds) void query.whereIn('ci_class_id', classIds)
  if (organisationId !== null) void query.where('organisation_id', organisationId)
  scoped(query, principal, 'ci_health_days.organisation_id')
  const rows: Record<string, unknown>[] = await query
  return new Map(
    rows.map((row) => {
      const counts = Object.fromEntries(HEALTH_COUNTERS.map((key) => [key, Number(row[key])]))
      return [row[by] as number, counts as HealthCounts]
    })
  )
}

/** How many items fail by what, for the way down to them. */
async function reasonCounts(principal: Principal, { classIds, organisationId }: Narrow) {
  const query = CiHealthFinding.visibleTo(principal)
    .clearSelect()
    .where('is_present', true)
    .groupBy('kpi', 'reason', 'rule_id')
    .select('kpi', 'reason', 'rule_id')
    .count('* as total')
  if (classIds) void query.whereIn('configuration_items.ci_class_id', classIds)
  if (organisationId !== null) {
    void query.where('configuration_items.organisation_id', organisationId)
  }
  const rows = await query.pojo<{ kpi: string; reason: string; rule_id: number; total: number }>()
  return rows.map(({ kpi, reason, rule_id: ruleId, total: n }) => ({
    ...{ kpi, reason, ruleId, total: Number(n) },
  }))
}

function scoped<Query extends object>(query: Query, principal: Principal, organisation: string) {
  scopedByOrganisation(query, principal, 'ci_health.view', { organisation })
  scopedByOrganisation(query, principal, 'cis.view', { organisation })
}

function organisationsOf(ids: number[]) {
  return Organisation.query().whereIn('id', ids).orderBy('name').select('id', 'code', 'name')
}

function total(all: readonly HealthCounts[]): HealthCounts {
  const sum = noCounts()
  for (const counts of all) for (const key of HEALTH_COUNTERS) sum[key] += counts[key]
  return sum
}
