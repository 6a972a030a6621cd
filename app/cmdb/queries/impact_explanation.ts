import { impactAnswer } from '#cmdb/queries/impact_answer'
import { namingRight } from '#cmdb/queries/impact_answer'
import { nameAt, type ItemName } from '#cmdb/queries/impact_names'
import type { ImpactQuestion } from '#cmdb/queries/impact_question'
import type { ReachedItem } from '#cmdb/workflow/impact_drawing_parts'
import { groupFacts, groupsOf, type GroupFacts } from '#cmdb/workflow/group_facts'
import type { Principal } from '#directory/queries/principal'

/** A redundancy group in numbers: `up` of `size` members work and `required` are needed. */
export type ExplainedGroup = {
  key: string | null
  size: number
  up: number
  required: number
  /** Members that are down and may be named, and how many may not. */
  lost: ItemName[]
  lostHidden: number
}

/** One step on the way from what fails first; `item` is null where the reader may not see it. */
export type ExplainedStep = {
  item: ItemName | null
  state: ReachedItem['state']
  level: number
  /** The relation type between this step and the one before it, null at the start. */
  viaType: string | null
  /** The group over which it was reached, null at the start. */
  group: ExplainedGroup | null
}

export type ImpactExplanation = {
  item: ItemName
  /** Null: it is not affected. */
  state: ReachedItem['state']
  /** The shortest way, from what fails first to the item; empty when it is not affected. */
  steps: ExplainedStep[]
  /** All groups of the item, the most broken ones first. */
  groups: ExplainedGroup[]
}

/** Why an item is down or degraded in an answer, or why it holds (domain 4.4). */
export async function impactExplanation(
  question: ImpactQuestion,
  item: { id: number; number: string; name: string },
  principal: Principal
): Promise<ImpactExplanation> {
  const query = { ...question.query, direction: 'impacts', depth: null } as const
  const { snapshot, reached, down, locale } = await impactAnswer({ ...question, query }, principal)
  const { graph } = snapshot
  const mayName = namingRight(snapshot, principal)
  const isDown = (index: number) => down.has(index)
  const explain = ({ lost, members: _, ...facts }: GroupFacts): ExplainedGroup => {
    const named = lost.filter(mayName)
    return {
      ...facts,
      lost: named.map((index) => nameAt(snapshot, index, locale)),
      lostHidden: lost.length - named.length,
    }
  }
  const index = graph.indexOf.get(item.id)
  const steps = wayTo(reached, index).map((step): ExplainedStep => ({
    item: step.isVisible ? nameAt(snapshot, step.index, locale) : null,
    ...{ state: step.state, level: step.level, viaType: step.viaType },
    group: step.viaGroup === null ? null : explain(groupFacts(graph, step.viaGroup, isDown)),
  }))
  return {
    item: { number: item.number, name: item.name },
    state: steps.at(-1)?.state ?? null,
    steps,
    groups: index === undefined ? [] : groupsOf(graph, index, isDown).map(explain),
  }
}

function wayTo(reached: readonly ReachedItem[], index: number | undefined): ReachedItem[] {
  const itemAt = new Map(reached.map((each) => [each.index, each]))
  const way: ReachedItem[] = []
  let at = index === undefined ? undefined : itemAt.get(index)
  for (; at; at = at.via === null ? undefined : itemAt.get(at.via)) way.push(at)
  return way.reverse()
}
