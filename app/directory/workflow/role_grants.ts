import type { FieldChange } from '#core/errors'
import { isPermission, PERMISSIONS, type Permission, type Scope } from '#config/permissions'

/** What a role grants: each permission once, with its scope. */
export type Grants = Partial<Record<Permission, Scope>>

/** Rows of the database; permissions of another release are left out. */
export function grantsOf(rows: readonly { permission: string; scope: Scope }[]): Grants {
  const known = rows.flatMap(({ permission, scope }) =>
    isPermission(permission) ? [[permission, scope] as const] : []
  )
  return Object.fromEntries(known)
}

/** What differs, one change per permission in the order of the catalogue. */
export function grantChanges(before: Grants, after: Grants): FieldChange[] {
  return PERMISSIONS.filter((each) => before[each] !== after[each]).map((each) => ({
    field: each,
    before: before[each] ?? null,
    after: after[each] ?? null,
  }))
}

export function sameGrants(left: Grants, right: Grants): boolean {
  return grantChanges(left, right).length === 0
}

/**
 * Whether somebody may gain anything by the change. Scopes do not stand in one line (a team may work
 * for many organisations), so only what surely narrows passes: down from everything, down to one's own.
 */
export function widens(before: Grants, after: Grants): boolean {
  return PERMISSIONS.some((each) => {
    const from = before[each]
    const to = after[each]
    if (!to || to === from) return false
    return !from || !(from === 'all' || to === 'own')
  })
}
