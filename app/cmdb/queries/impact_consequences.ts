import { affectedPeople } from '#cmdb/queries/affected_people'
import { impactAnswer } from '#cmdb/queries/impact_answer'
import type { ImpactQuestion } from '#cmdb/queries/impact_question'
import type { Principal } from '#directory/queries/principal'

/** What an answer hands to the domains above; computed with system rights, the loaders mask. */
export type Affected = {
  /** Items that are down or degraded, by id; services that are nodes themselves are not among them. */
  itemIds: number[]
  /** Organisations that own them. */
  organisationIds: number[]
  /** Services of the catalogue that are lost, and that are weakened only. */
  lostServiceIds: number[]
  degradedServiceIds: number[]
  /** What the question leaves out: such a person is not counted, however they are reached. */
  sparedIds: readonly number[]
}

export type ConsequenceRow = {
  label: string
  href: string
  /** A second, quieter text. */
  meta: string | null
  /** A moment in ISO text that the page shows as such beside it. */
  at: string | null
  tone: 'neutral' | 'info' | 'success' | 'warning' | 'error'
}

/** One thing that a failure means for people, clients or promises. */
export type Consequence = {
  key: string
  /** A key of the language catalogue. */
  titleKey: string
  /** How many there are, those the reader may not see included. */
  total: number
  /** How many the reader may not see. */
  hidden: number
  /** The first of those that may be seen. */
  rows: ConsequenceRow[]
  /** A figure with a name of its own, such as minutes that are left; the value is in minutes. */
  minutes: { titleKey: string; value: number } | null
}

/** Null when the principal may not even know how many there are, or nothing can be said. */
type Source = {
  key: string
  load(affected: Affected, principal: Principal): Promise<Omit<Consequence, 'key'> | null>
}

const sources = new Map<string, Source>()

/**
 * Domains above the CMDB say what an impact means for them: contracts, tickets, money. They are shown
 * in the order in which they registered; a second one of a key replaces the first.
 */
export function registerConsequence(source: Source): void {
  sources.set(source.key, source)
}

/** From the graph up to clients, contracts, people and promises (CFG-10). */
export async function impactConsequences(
  question: ImpactQuestion,
  principal: Principal
): Promise<Consequence[]> {
  const affected = await affectedBy(question, principal)
  const found: Consequence[] = []
  for (const { key, load } of [PEOPLE, ...sources.values()]) {
    const consequence = await load(affected, principal)
    if (consequence) found.push({ key, ...consequence })
  }
  return found
}

const PEOPLE: Source = { key: 'people', load: affectedPeople }

async function affectedBy(question: ImpactQuestion, principal: Principal): Promise<Affected> {
  const query = { ...question.query, direction: 'impacts', depth: null } as const
  const { snapshot, reached } = await impactAnswer({ ...question, query }, principal)
  const services = { down: new Set<number>(), degraded: new Set<number>() }
  const itemIds: number[] = []
  const organisationIds = new Set<number>()
  for (const { index, state } of reached) {
    const [id, serviceId] = [snapshot.graph.ids[index]!, snapshot.serviceIds[index]!]
    if (state !== null && serviceId !== 0) services[state].add(serviceId)
    if (id <= 0) continue
    itemIds.push(id)
    organisationIds.add(snapshot.organisationIds[index]!)
  }
  return {
    ...{ itemIds, organisationIds: [...organisationIds] },
    lostServiceIds: [...services.down],
    degradedServiceIds: [...services.degraded.difference(services.down)],
    sparedIds: question.sparedIds,
  }
}
