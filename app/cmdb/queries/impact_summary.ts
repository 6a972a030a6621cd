import { affectedServices, type AffectedService } from '#cmdb/queries/affected_services'
import { impactAnswer, type ImpactCounts } from '#cmdb/queries/impact_answer'
import { PLAIN_IMPACT } from '#cmdb/queries/read_impact_query'
import { classLabels, type ClassLabel } from '#cmdb/queries/impact_view'
import type { Principal } from '#directory/queries/principal'

export type ImpactSummary = {
  counts: ImpactCounts
  services: AffectedService[]
  classes: Record<string, ClassLabel>
}

const SHOWN_SERVICES = 5

/** What the failure of an item takes along, in a few lines for its page. */
export async function impactSummary(ciId: number, principal: Principal): Promise<ImpactSummary> {
  const question = { query: PLAIN_IMPACT, originIds: [ciId], sparedIds: [] }
  const answer = await impactAnswer(question, principal)
  const { snapshot, reached, counts } = answer
  const services = affectedServices(answer).slice(0, SHOWN_SERVICES)
  const shown = reached.filter((item) => item.isService)
  return { counts, services, classes: classLabels(snapshot, shown) }
}
