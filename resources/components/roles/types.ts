import type { Data } from '@generated/data'

export type Scope = 'own' | 'team' | 'organisation' | 'assigned' | 'all'
export type RolePage = Data.Directory.Role.Variants['forPage']

export type PermissionArea = {
  area: string
  permissions: { permission: string; scopes: Scope[]; records: string[] }[]
}

/** Scope by permission; absent or null grants nothing. */
export type GrantsGiven = Record<string, Scope | null | undefined>
