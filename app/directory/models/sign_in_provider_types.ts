/** Whom a provider may let in at the first time: people already known, or anybody it knows. */
export const ADMITS = ['known', 'new'] as const
export type Admits = (typeof ADMITS)[number]

export type GroupValues = { groupName: string; roleId: number; organisationId: number | null }

export type ProviderValues = {
  name: string
  issuer: string
  clientId: string
  /** Absent keeps the secret there is; null takes it away. */
  clientSecret?: string | null
  scopes: string
  emailClaim: string
  nameClaim: string
  groupsClaim: string | null
  secondFactorAcr: string | null
  admits: Admits
  takesOverAccounts: boolean
  organisationId: number | null
  isActive: boolean
  groups: GroupValues[]
}
