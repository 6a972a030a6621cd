import type { Grants } from '#directory/workflow/role_grants'

/** What an administrator edits of a role. */
export type RoleValues = {
  labelRu: string
  labelEn: string
  isClient: boolean
  requiresSecondFactor: boolean
  grants: Grants
}

/** A role somebody is to have, everywhere or for one organisation and all below it. */
export type RoleGiven = { roleId: number; organisationId: number | null }
