import type { SinglePointRow, SinglePointsResult } from '#cmdb/actions/make_single_points'
import { namingRight } from '#cmdb/queries/impact_answer'
import { nameAt, type ItemName } from '#cmdb/queries/impact_names'
import { impactSnapshot } from '#cmdb/queries/impact_snapshot'
import type { ImpactSnapshot } from '#cmdb/queries/load_impact_snapshot'
import { ROWS_PER_PAGE } from '#core/queries/list_page'
import type { Principal } from '#directory/queries/principal'

export const SINGLE_POINT_SORTS = ['services', 'criticality', 'down', 'name'] as const
export type SinglePointFilter = {
  q: string | null
  /** Code of a class, or `group.` and the code of a group. */
  class: string | null
  sort: (typeof SINGLE_POINT_SORTS)[number]
}

export type SinglePoint = ItemName & {
  classCode: string
  classRu: string
  classEn: string
  icon: string
  down: number
  services: number
  /** Of the most critical service it takes along, 1 is the most critical. */
  criticality: number
  /** The first services it takes along; only those the reader may see. */
  lost: (ItemName & { classCode: string })[]
}

/** Rows of a report that the reader may see, found by words and class, worst first. */
export async function singlePoints(
  { points }: SinglePointsResult,
  filter: SinglePointFilter,
  principal: Principal
): Promise<SinglePoint[]> {
  const snapshot = await impactSnapshot()
  const mayName = namingRight(snapshot, principal)
  const { indexOf } = snapshot.graph
  const seen = points.flatMap((row) => {
    const index = indexOf.get(row[0])
    return index !== undefined && mayName(index) ? [{ row, index }] : []
  })
  const named = seen.map(({ row, index }) =>
    toPoint(snapshot, row, index, mayName, principal.locale)
  )
  return named.filter((point) => matches(snapshot, point, filter)).sort(ORDERS[filter.sort])
}

/** One page of them. */
export function pageOf<Row>(rows: readonly Row[], page: number) {
  const from = (page - 1) * ROWS_PER_PAGE
  return {
    rows: rows.slice(from, from + ROWS_PER_PAGE),
    page: { total: rows.length, isTotalExact: true, page, perPage: ROWS_PER_PAGE },
  }
}

type Order = (a: SinglePoint, b: SinglePoint) => number
const byName: Order = (a, b) => a.name.localeCompare(b.name) || a.number.localeCompare(b.number)
const ORDERS: Record<SinglePointFilter['sort'], Order> = {
  services: (a, b) => b.services - a.services || a.criticality - b.criticality || byName(a, b),
  criticality: (a, b) => a.criticality - b.criticality || b.services - a.services || byName(a, b),
  down: (a, b) => b.down - a.down || byName(a, b),
  name: byName,
}

function toPoint(
  snapshot: ImpactSnapshot,
  [, down, services, criticality, nodes]: SinglePointRow,
  index: number,
  mayName: (index: number) => boolean,
  locale: string
): SinglePoint {
  const { code, labelRu, labelEn, icon } = classAt(snapshot, index)
  const lost = nodes.flatMap((id) => {
    const at = snapshot.graph.indexOf.get(id)
    if (at === undefined || !mayName(at)) return []
    return [{ ...nameAt(snapshot, at, locale), classCode: classAt(snapshot, at).code }]
  })
  return {
    ...nameAt(snapshot, index, locale),
    ...{ classCode: code, classRu: labelRu, classEn: labelEn, icon },
    ...{ down, services, criticality, lost },
  }
}

function matches({ classes }: ImpactSnapshot, point: SinglePoint, filter: SinglePointFilter) {
  const words = filter.q?.toLowerCase()
  const text = `${point.number} ${point.name}`.toLowerCase()
  if (words && !text.includes(words)) return false
  if (filter.class === null || filter.class === point.classCode) return true
  const group = classes.find(({ code }) => code === point.classCode)?.group
  return filter.class === `group.${group}`
}

function classAt({ classes, classIndexes }: ImpactSnapshot, index: number) {
  return classes[classIndexes[index]!]!
}
