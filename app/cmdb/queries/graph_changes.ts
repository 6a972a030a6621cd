import { KEPT_CHANGES, type ImpactChange } from '#cmdb/actions/raise_impact_version'
import db from '@adonisjs/lucid/services/db'

export type GraphChanges = {
  items: number[]
  consumers: number[]
  standbys: number[]
  isCatalogue: boolean
}

type Row = {
  version: number | string
  previous_version: number | string
  kind: ImpactChange['kind']
  record_id: number
}

/**
 * What changed from one version of the graph to another. Null when the journal does not say: it is
 * swept, somebody wrote more than is worth telling, or a version seen before was rolled back.
 */
export async function graphChanges(from: number, to: number): Promise<GraphChanges | null> {
  const rows: Row[] = await db
    .from('impact_graph_changes')
    .where('version', '>', from)
    .where('version', '<=', to)
    .orderBy('version')
    .orderBy('id')
    .limit(KEPT_CHANGES)
    .select('version', 'previous_version', 'kind', 'record_id')
  if (!isUnbroken(rows, from, to)) return null
  if (rows.some(({ kind }) => kind === 'all')) return null
  const idsOf = (wanted: ImpactChange['kind']) => [
    ...new Set(rows.filter(({ kind }) => kind === wanted).map((row) => row.record_id)),
  ]
  return {
    items: idsOf('item'),
    consumers: idsOf('consumer'),
    standbys: idsOf('standby'),
    isCatalogue: rows.some(({ kind }) => kind === 'catalogue'),
  }
}

/** Each version names the one before it, from the first to the last. */
function isUnbroken(rows: readonly Row[], from: number, to: number): boolean {
  let reached = from
  for (const row of rows) {
    const [version, previous] = [Number(row.version), Number(row.previous_version)]
    if (version !== reached && previous !== reached) return false
    reached = version
  }
  return reached === to
}
