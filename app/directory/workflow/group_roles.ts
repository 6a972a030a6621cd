/** A role somebody has or is to have, everywhere or for one organisation. */
export type GivenRole = { roleId: number; organisationId: number | null }

/**
 * What must change so that the roles that come from groups are the wanted ones. Only roles of this
 * origin (`isOwn`) go; a role held from elsewhere is not given again.
 */
export function roleTurns<Wanted extends GivenRole, Held extends GivenRole>(
  wanted: readonly Wanted[],
  held: readonly Held[],
  isOwn: (role: Held) => boolean
): { missing: Wanted[]; extra: Held[] } {
  return {
    missing: wanted.filter(
      (role, place) =>
        !held.some((each) => isSame(each, role)) &&
        wanted.findIndex((other) => isSame(other, role)) === place
    ),
    extra: held.filter((each) => isOwn(each) && !wanted.some((role) => isSame(role, each))),
  }
}

/** Roles by group as history shows them: group, role and, where it is limited, organisation. */
export function groupRolesText(rows: readonly (GivenRole & { group: string })[]): string {
  return rows
    .map(({ group, roleId, organisationId }) => {
      const limit = organisationId === null ? '' : ` @ ${organisationId}`
      return `${group} → ${roleId}${limit}`
    })
    .join('\n')
}

function isSame(left: GivenRole, right: GivenRole): boolean {
  return left.roleId === right.roleId && left.organisationId === right.organisationId
}
