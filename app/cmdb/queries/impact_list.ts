import type { ImpactAnswer, ImpactCounts } from '#cmdb/queries/impact_answer'
import type { ImpactQuery } from '#cmdb/queries/read_impact_query'
import { nameAt } from '#cmdb/queries/impact_names'
import {
  classLabels,
  countByClass,
  typeLabels,
  type ClassCount,
  type ClassLabel,
  type TypeLabel,
} from '#cmdb/queries/impact_view'
import { serviceWays } from '#cmdb/workflow/impact_groupings'
import type { ReachedItem } from '#cmdb/workflow/impact_drawing_parts'

/**
 * [number (of a catalogue service its code), name, class code, level, state, side, place of the item
 * it was reached from, relation type, place of the service it leads to]. State is d(own), g (degraded) or null, side i(mpacts) or n(eeds); place and type are null
 * for the origin, and the type also where masked items lie between.
 */
export type ImpactListRow = [
  number: string,
  name: string,
  classCode: string,
  level: number,
  state: 'd' | 'g' | null,
  side: 'i' | 'n',
  via: number | null,
  viaType: string | null,
  service: number | null,
]

export type ImpactList = {
  query: ImpactQuery
  counts: ImpactCounts
  rows: ImpactListRow[]
  hidden: ClassCount[]
  classes: Record<string, ClassLabel>
  types: Record<string, TypeLabel>
}

const STATE_CODES = { down: 'd', degraded: 'g' } as const

/** Every item of an answer the reader may see, compactly: the equal of the picture (CFG-16). */
export function impactList(answer: ImpactAnswer): ImpactList {
  const { snapshot, reached, query, counts, locale } = answer
  const visible = reached.filter((item) => item.isVisible)
  const placeOf = new Map(visible.map((item, place) => [item.index, place]))
  const itemAt = new Map(reached.map((item) => [item.index, item]))

  const leadsTo = serviceWays(reached)
  const placeOfService = (index: number) => placeOf.get(leadsTo.get(index) ?? -1) ?? null

  const rows = visible.map((item): ImpactListRow => {
    const via = nearestVisible(item, itemAt)
    const { number, name } = nameAt(snapshot, item.index, locale)
    return [
      number,
      name,
      snapshot.classes[item.classIndex]!.code,
      item.level,
      item.state && STATE_CODES[item.state],
      item.side === 'impacts' ? 'i' : 'n',
      via ? placeOf.get(via.index)! : null,
      via?.index === item.via ? item.viaType : null,
      placeOfService(item.index),
    ]
  })
  const used = visible.flatMap((item) => (item.viaType ? [{ type: item.viaType }] : []))
  return {
    query,
    counts,
    rows,
    hidden: countByClass(
      snapshot,
      reached.filter((item) => !item.isVisible)
    ),
    classes: classLabels(snapshot, visible),
    types: typeLabels(snapshot, used),
  }
}

function nearestVisible(item: ReachedItem, itemAt: Map<number, ReachedItem>): ReachedItem | null {
  let via = item.via === null ? undefined : itemAt.get(item.via)
  while (via && !via.isVisible) via = via.via === null ? undefined : itemAt.get(via.via)
  return via ?? null
}
