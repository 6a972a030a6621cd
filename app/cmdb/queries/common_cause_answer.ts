import ConfigurationItem from '#cmdb/models/configuration_item'
import { namingRight } from '#cmdb/queries/impact_answer'
import { nameAt, type ItemName } from '#cmdb/queries/impact_names'
import { impactSnapshot } from '#cmdb/queries/impact_snapshot'
import { findItemIds } from '#cmdb/queries/find_item_ids'
import { commonCauses } from '#cmdb/workflow/common_cause'
import type { Principal } from '#directory/queries/principal'

export type CommonCause = {
  /** Null where the reader may not see it: then only the class is told. */
  item: ItemName | null
  classRu: string
  classEn: string
  icon: string
  /** How many of the alarming items go down with it, and how many it only degrades. */
  covered: number
  degraded: number
  /** Items that would go down too, though nothing alarms there. */
  silent: number
  /** It is itself one of those that alarm. */
  isAlarming: boolean
  /** It takes all of them down. */
  explainsAll: boolean
}
export type CommonCauseAnswer = {
  items: (ItemName & { id: number })[]
  causes: CommonCause[]
}

const LISTED = 20

/**
 * Which single failure would explain that these items alarm (domain 4.4), the likeliest first. Of one
 * item there is nothing in common. 404 where a number is not among those the person may see.
 */
export async function commonCauseAnswer(
  numbers: readonly string[],
  principal: Principal
): Promise<CommonCauseAnswer> {
  const idOf = await findItemIds(principal, numbers)
  const ids = numbers.map((number) => idOf.get(number)!)
  const items = await ConfigurationItem.query().whereIn('id', ids).select('id', 'number', 'name')
  const named = items.map(({ id, number, name }) => ({ id, number, name }))
  if (ids.length < 2) return { items: named, causes: [] }

  const snapshot = await impactSnapshot()
  const mayName = namingRight(snapshot, principal)
  const found = commonCauses(snapshot.graph, ids).filter(
    ({ covered, degraded }) => covered.length + degraded.length > 1
  )
  const causes = found.slice(0, LISTED).map(({ ciId, covered, degraded, silent }): CommonCause => {
    const index = snapshot.graph.indexOf.get(ciId)!
    const { labelRu, labelEn, icon } = snapshot.classes[snapshot.classIndexes[index]!]!
    return {
      item: mayName(index) ? nameAt(snapshot, index, principal.locale) : null,
      ...{ classRu: labelRu, classEn: labelEn, icon, silent },
      ...{ covered: covered.length, degraded: degraded.length },
      isAlarming: ids.includes(ciId),
      explainsAll: covered.length === new Set(ids).size,
    }
  })
  return { items: named, causes }
}
