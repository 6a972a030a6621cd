import type { Permission } from '#config/permissions'
import type { Principal } from '#directory/queries/principal'

type Columns = { organisation: string; team?: string; person?: string }

type Narrowable = {
  where(callback: (query: Narrowable) => void): unknown
  orWhere(column: string, value: number): unknown
  orWhereIn(column: string, values: number[]): unknown
  whereRaw(sql: string): unknown
}

/**
 * The one door of isolation (T1): narrows a query to what the permission reaches. `columns` tell
 * where the record keeps its organisation, team and person.
 */
export function scopedByOrganisation<Query extends object>(
  query: Query,
  principal: Principal,
  permission: Permission,
  columns: Columns
): Query {
  const reach = principal.reach(permission)
  if (reach.all) return query

  const narrowable = query as unknown as Narrowable
  narrowable.where((inner) => {
    inner.whereRaw('1 = 0')
    if (reach.organisationIds.length > 0) {
      inner.orWhereIn(columns.organisation, reach.organisationIds)
    }
    if (columns.team && reach.teamIds.length > 0) inner.orWhereIn(columns.team, reach.teamIds)
    if (columns.person && reach.own) inner.orWhere(columns.person, principal.personId)
  })
  return query
}

/** Isolation of records that belong to no organisation: all of them with the permission, or none. */
export function scopedByPermission<Query extends object>(
  query: Query,
  principal: Principal,
  permission: Permission
): Query {
  if (!principal.can(permission)) (query as unknown as Narrowable).whereRaw('1 = 0')
  return query
}
