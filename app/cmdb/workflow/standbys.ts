/** What a consumer needs of one kind: any `required` of the members, by index of the CI. */
export type Need = { members: number[]; types: number[]; required: number }

/** The CIs that take over from one, directly or one after another. */
export type Standbys = ReadonlyMap<number, readonly number[]>

export const NO_STANDBYS: Standbys = new Map()

/** Follows chains: what takes over from a standby takes over from the first one too. */
export function closeStandbys(
  pairs: Iterable<readonly [source: number, target: number]>
): Standbys {
  const direct = new Map<number, number[]>()
  for (const [source, target] of pairs) {
    direct.set(source, [...(direct.get(source) ?? []), target])
  }
  return new Map(
    [...direct.keys()].map((source) => {
      const reached = new Set([source])
      for (const item of reached) for (const next of direct.get(item) ?? []) reached.add(next)
      reached.delete(source)
      return [source, [...reached].sort((a, b) => a - b)]
    })
  )
}

/**
 * Standbys join the CIs they take over from (domain 4.3, failover_to). Where all members are needed,
 * a member and its standbys become a need of their own, of which one is enough; where some members
 * are, the standbys are further members and as many as before are required.
 */
export function joinStandbys(need: Need, standbys: Standbys): Need[] {
  if (standbys.size === 0 || !need.members.some((member) => standbys.has(member))) return [need]
  return need.required < need.members.length
    ? [withStandbys(need, standbys)]
    : splitNeed(need, standbys)
}

function withStandbys({ members, types, required }: Need, standbys: Standbys): Need {
  const joined = { members: [...members], types: [...types], required }
  members.forEach((member, at) => {
    for (const standby of standbys.get(member) ?? []) {
      if (joined.members.includes(standby)) continue
      joined.members.push(standby)
      joined.types.push(types[at]!)
    }
  })
  return joined
}

function splitNeed({ members, types }: Need, standbys: Standbys): Need[] {
  const typeOf = new Map(members.map((member, at) => [member, types[at]!]))
  let clusters: Set<number>[] = []
  for (const member of members) {
    const others = standbys.get(member)
    if (!others) continue
    const cluster = new Set([member, ...others])
    for (const item of others) if (!typeOf.has(item)) typeOf.set(item, typeOf.get(member)!)
    const touching = clusters.filter((each) => !each.isDisjointFrom(cluster))
    clusters = clusters.filter((each) => each.isDisjointFrom(cluster))
    clusters.push(touching.reduce((union, each) => union.union(each), cluster))
  }
  const toNeed = (items: number[], required: number): Need => ({
    ...{ members: items, required },
    types: items.map((item) => typeOf.get(item)!),
  })
  const rest = members.filter((member) => !clusters.some((cluster) => cluster.has(member)))
  const alone = rest.length > 0 ? [toNeed(rest, rest.length)] : []
  return [
    ...alone,
    ...clusters.map((cluster) =>
      toNeed(
        [...cluster].sort((a, b) => a - b),
        1
      )
    ),
  ]
}
