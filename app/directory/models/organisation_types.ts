/** The provider itself, its clients, and the parts (companies, branches, units) below either. */
export const ORGANISATION_KINDS = ['provider', 'client', 'part'] as const
export type OrganisationKind = (typeof ORGANISATION_KINDS)[number]

/** What a form fills in. */
export type OrganisationValues = {
  code: string
  name: string
  legalName: string | null
  kind: OrganisationKind
  parentId: number | null
  timeZone: string
  locale: 'ru' | 'en'
  taxNumber: string | null
  taxRegistrationCode: string | null
  address: string | null
  bankDetails: string | null
  isActive: boolean
}

/** A new site is active; latitude and longitude in degrees come together or not at all. */
export type SiteValues = {
  name: string
  address: string | null
  timeZone: string
  region?: string | null
  latitude?: number | null
  longitude?: number | null
  isActive?: boolean
}

export type DepartmentValues = {
  name: string
  parentId: number | null
  headPersonId: number | null
  isActive: boolean
}
