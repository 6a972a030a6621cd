import CiSource from '#cmdb/models/ci_source'
import CiSourceProblem from '#cmdb/models/ci_source_problem'
import CiSourceRun from '#cmdb/models/ci_source_run'
import type { Principal } from '#directory/queries/principal'

const RUNS = 20
const PROBLEMS = 200

/** Sources of organisations the principal edits, each with its last run. */
export async function listCiSources(principal: Principal) {
  const sources = await CiSource.visibleTo(principal)
    .preload('ciClass')
    .preload('organisation')
    .orderBy('ci_sources.name')
  const runs = await CiSourceRun.query().whereIn(
    'id',
    CiSourceRun.query()
      .whereIn(
        'ciSourceId',
        sources.map(({ id }) => id)
      )
      .groupBy('ci_source_id')
      .max('id')
  )
  return { sources, runs }
}

/** What sources are called, by their codes. */
export async function sourceNames(): Promise<Record<string, string>> {
  const sources = await CiSource.query().select('code', 'name')
  return Object.fromEntries(sources.map(({ code, name }) => [code, name]))
}

export function findCiSource(principal: Principal, id: number): Promise<CiSource> {
  return CiSource.visibleTo(principal)
    .where('ci_sources.id', id)
    .preload('ciClass')
    .preload('organisation')
    .firstOrFail()
}

export function findCiSourceByCode(principal: Principal, code: string): Promise<CiSource> {
  return CiSource.visibleTo(principal).where('ci_sources.code', code).firstOrFail()
}

export function findSourceRun({ id }: CiSource, runId: number): Promise<CiSourceRun> {
  return CiSourceRun.query().where({ ciSourceId: id, id: runId }).firstOrFail()
}

export function lastSourceRun(ciSourceId: number): Promise<CiSourceRun | null> {
  return CiSourceRun.query().where({ ciSourceId }).orderBy('id', 'desc').first()
}

/** The last runs of a source, and what was not taken in one of them, the last by default. */
export async function sourceLog(source: CiSource, runId: number | null) {
  const runs = await CiSourceRun.query()
    .where('ciSourceId', source.id)
    .orderBy('id', 'desc')
    .limit(RUNS)
  const shown = runs.find(({ id }) => id === runId) ?? runs[0] ?? null
  const problems = shown
    ? await CiSourceProblem.query()
        .where('ciSourceRunId', shown.id)
        .orderBy('rowNumber')
        .limit(PROBLEMS)
    : []
  return { runs, shownId: shown?.id ?? null, problems }
}
