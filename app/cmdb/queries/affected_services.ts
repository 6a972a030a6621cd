import type { ImpactAnswer } from '#cmdb/queries/impact_answer'
import { nameAt, serviceAt, type ItemName } from '#cmdb/queries/impact_names'
import type { ReachedItem } from '#cmdb/workflow/impact_drawing_parts'

export type AffectedService = ItemName & {
  classCode: string
  state: ReachedItem['state']
  level: number
  /** The service of the catalogue behind it; null when it stands for none. */
  serviceCode: string | null
  /** Names of what lies between the origin and the service, the origin's side first. */
  path: string[]
}

const LISTED_SERVICES = 100

/** Visible services of an answer, lost ones first, then degraded, nearest first (CAT-04). */
export function affectedServices({ snapshot, reached, locale }: ImpactAnswer): AffectedService[] {
  const services = reached
    .filter((item) => item.level > 0 && item.isService && item.isVisible)
    .slice(0, LISTED_SERVICES)
  if (services.length === 0) return []

  const itemAt = new Map(reached.map((item) => [item.index, item]))
  return services.map((item) => ({
    ...nameAt(snapshot, item.index, locale),
    classCode: snapshot.classes[item.classIndex]!.code,
    state: item.state,
    level: item.level,
    serviceCode: serviceAt(snapshot, item.index)?.code ?? null,
    path: wayTo(item, itemAt)
      .filter(({ isVisible }) => isVisible)
      .map(({ index }) => nameAt(snapshot, index, locale).name),
  }))
}

/** What lies between the origin and an item, both left out. */
function wayTo(item: ReachedItem, itemAt: ReadonlyMap<number, ReachedItem>): ReachedItem[] {
  const way: ReachedItem[] = []
  const before = ({ via }: ReachedItem) => (via === null ? undefined : itemAt.get(via))
  for (let at = before(item); at && at.via !== null; at = before(at)) way.push(at)
  return way.reverse()
}
