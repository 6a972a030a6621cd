import { FINAL_METRICS } from '#sla/workflow/metrics'
import { chooseTargets, type TargetFacts, type TargetRule } from '#sla/workflow/target_choice'

/** A promise with as much of its agreement as a chain needs. */
export type Promising<Target> = { readonly id: number; readonly targets: readonly Target[] }
export type CustomerPromise<Target> = Promising<Target> & {
  readonly pauseStates: readonly string[]
}

/** A service with those who carry it: its team's agreement, and those of suppliers. */
export type Carried<Target> = {
  readonly serviceId: number
  readonly ola: Promising<Target> | null
  readonly ucs: readonly Promising<Target>[]
}

export type TargetChain<Target> = {
  promised: Target
  ola: Target | null
  uc: Target | null
  serviceIds: number[]
}

type OneChain<Target> = Omit<TargetChain<Target>, 'serviceIds'>
type Rule = TargetRule & { organisationLine: readonly number[] }
const PRIORITIES = [1, 2, 3, 4, 5]

/**
 * Which promises of teams and suppliers stand behind the ones to clients (SLM-12): for every kind of
 * ticket a target wins, the targets that its team and each of its suppliers would keep. A supplier's
 * is left out where the client's clock stands still while he is waited for. Chains of the same
 * targets are one, with all their services.
 */
export function chainsOfTargets<Target extends Rule>(
  agreement: CustomerPromise<Target>,
  services: readonly Carried<Target>[]
): TargetChain<Target>[] {
  const chains = new Map<string, TargetChain<Target>>()
  const waits = !agreement.pauseStates.includes('pending_vendor')
  for (const carried of alikes(agreement, services)) {
    const ucs = waits ? carried.ucs : []
    for (const chain of chainsOfService(agreement, { ...carried, ucs })) {
      const key = [chain.promised.id, chain.ola?.id, chain.uc?.id].join('/')
      const known = chains.get(key) ?? { ...chain, serviceIds: [] }
      known.serviceIds = [...new Set([...known.serviceIds, ...carried.serviceIds])]
      chains.set(key, known)
    }
  }
  return [...chains.values()]
}

/** Services that no target names and the same agreements carry differ in nothing here. */
function alikes<Target extends Rule>(
  agreement: Promising<Target>,
  services: readonly Carried<Target>[]
) {
  const namedBy = (promising: Promising<Target> | null) =>
    (promising?.targets ?? []).flatMap(({ serviceId }) => serviceId ?? [])
  const named = new Set(namedBy(agreement))
  const groups = Map.groupBy(services, ({ serviceId, ola, ucs }) => {
    const isNamed = named.has(serviceId) || ucs.length > 0 || namedBy(ola).includes(serviceId)
    return `${ola?.id ?? ''}/${isNamed ? serviceId : ''}`
  })
  return [...groups.values()].map((group) => ({
    ...group[0]!,
    serviceIds: group.map(({ serviceId }) => serviceId),
  }))
}

function chainsOfService<Target extends Rule>(
  agreement: Promising<Target>,
  { serviceId, ola, ucs }: Carried<Target>
): OneChain<Target>[] {
  const behind = [ola, ...ucs].flatMap((each) => each?.targets ?? [])
  return agreement.targets.filter(isFinal).flatMap((promised) =>
    ticketsUnder(promised, behind, serviceId)
      .filter((facts) => finalOf(agreement, facts) === promised)
      .flatMap((facts) => chainsOfTicket(promised, facts, { ola, ucs }))
  )
}

function chainsOfTicket<Target extends Rule>(
  promised: Target,
  facts: TargetFacts,
  { ola, ucs }: Pick<Carried<Target>, 'ola' | 'ucs'>
): OneChain<Target>[] {
  const own = finalOf(ola, facts)
  const suppliers = ucs.flatMap((uc) => finalOf(uc, facts) ?? [])
  if (suppliers.length > 0) return suppliers.map((uc) => ({ promised, ola: own, uc }))
  return own ? [{ promised, ola: own, uc: null }] : []
}

/** The tickets that tell the targets apart: what the promise leaves open takes any value named behind it. */
function ticketsUnder(promised: Rule, behind: readonly Rule[], serviceId: number): TargetFacts[] {
  if (promised.serviceId !== null && promised.serviceId !== serviceId) return []
  const { organisationId } = promised
  const within = ({ organisationLine: line }: Rule) =>
    organisationId === null || line.includes(organisationId)
  const lines = [promised, ...behind.filter(within)].map((rule) => rule.organisationLine)
  const criticalities =
    promised.ciCriticality === null
      ? [null, ...behind.map(({ ciCriticality }) => ciCriticality)]
      : [promised.ciCriticality]
  const vips = promised.isVipOnly ? [true] : [false, ...behind.map(({ isVipOnly }) => isVipOnly)]
  const priorities = promised.priority === null ? PRIORITIES : [promised.priority]
  const { ticketKind } = promised
  return distinctLines(lines).flatMap((organisationIds) =>
    [...new Set(criticalities)].flatMap((ciCriticality) =>
      [...new Set(vips)].flatMap((isVip) =>
        priorities.map((priority) => ({
          ...{ ticketKind, serviceId, organisationIds, ciCriticality, isVip, priority },
        }))
      )
    )
  )
}

function distinctLines(lines: (readonly number[])[]): (readonly number[])[] {
  return [...new Map(lines.map((line) => [line.join('/'), line])).values()]
}

function finalOf<Target extends Rule>(
  promising: Promising<Target> | null,
  facts: TargetFacts
): Target | null {
  return promising ? (chooseTargets(promising.targets.filter(isFinal), facts)[0] ?? null) : null
}

function isFinal({ metric }: Rule): boolean {
  return FINAL_METRICS.includes(metric)
}
