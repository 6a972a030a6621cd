import { findItemIds } from '#cmdb/queries/find_item_ids'
import type { ImpactQuery } from '#cmdb/queries/read_impact_query'
import type { Principal } from '#directory/queries/principal'

/** A question with the items it names; what fails first. */
export type ImpactQuestion = { query: ImpactQuery; originIds: number[]; sparedIds: number[] }

/** 404 where a number it names is not among those the person may see. */
export async function impactQuestion(
  item: { id: number },
  query: ImpactQuery,
  principal: Principal
): Promise<ImpactQuestion> {
  const idOf = await findItemIds(principal, [...query.also, ...query.spared])
  return {
    query,
    originIds: [...new Set([item.id, ...query.also.map((number) => idOf.get(number)!)])],
    sparedIds: query.spared.map((number) => idOf.get(number)!),
  }
}
