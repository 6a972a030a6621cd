/** DNs in the form names are compared in. */
export type LdapGroup = { dn: string; members: string[]; memberUids: string[]; memberOf: string[] }

type Person = { key: string; dn: string; uid: string | null; memberOf: string[] }

/**
 * Who belongs to a group, be it through groups inside of it. Servers tell of it from either side, so
 * both are read: what groups name as members and what members name as groups. Each group is looked at
 * once: groups may hold one another in circles.
 */
export function membersOf(groupDn: string, groups: LdapGroup[], people: Person[]): Set<string> {
  const inside = groupsInside(groupDn, groups)
  const within = groups.filter((group) => inside.has(group.dn))
  const dns = new Set(within.flatMap((group) => group.members))
  const uids = new Set(within.flatMap((group) => group.memberUids))
  const keys = people
    .filter(
      ({ dn, uid, memberOf }) =>
        dns.has(dn) || (uid !== null && uids.has(uid)) || memberOf.some((each) => inside.has(each))
    )
    .map(({ key }) => key)
  return new Set(keys)
}

/** The group itself and all below it, breadth first. */
function groupsInside(groupDn: string, groups: LdapGroup[]): Set<string> {
  const byDn = new Map(groups.map((group) => [group.dn, group]))
  const below = new Map<string, string[]>()
  for (const { dn, memberOf } of groups) {
    for (const above of memberOf) below.set(above, [...(below.get(above) ?? []), dn])
  }
  const inside = new Set([groupDn])
  // A set goes on over what is added to it on the way.
  for (const dn of inside) {
    for (const member of byDn.get(dn)?.members ?? []) if (byDn.has(member)) inside.add(member)
    for (const member of below.get(dn) ?? []) inside.add(member)
  }
  return inside
}
