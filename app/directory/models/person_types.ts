/** A number as it is written, and what it is for: "office", "mobile". */
export type PhoneValues = { number: string; label: string | null }

/** What a form fills in; the first phone is the one that is shown where there is room for one. */
export type PersonValues = {
  displayName: string
  email: string | null
  phones: PhoneValues[]
  jobTitle: string | null
  organisationId: number
  siteId: number | null
  departmentId: number | null
  managerId: number | null
  room: string | null
  timeZone: string | null
  locale: 'ru' | 'en' | null
  isVip: boolean
  isActive: boolean
}

/** Enough to know somebody by; the rest is empty until it is told. */
export type NewPersonValues = Pick<PersonValues, 'displayName' | 'organisationId'> &
  Partial<PersonValues>

/** Somebody who calls for the first time; one of the two addresses is needed (DSK-25). */
export type NewCaller = {
  displayName: string
  organisationId: number
  email: string | null
  phone: string | null
}

export type SkillValues = { skillId: number; level: number }

/** What of two records of one person is chosen from either. */
export const MERGED_FIELDS = [
  'displayName',
  'email',
  'jobTitle',
  'siteId',
  'departmentId',
  'managerId',
  'room',
  'timeZone',
  'locale',
  'isVip',
] as const
export type MergedField = (typeof MERGED_FIELDS)[number]
export type MergeChoice = {
  fields: Partial<Record<MergedField, 'kept' | 'merged'>>
  phones: 'kept' | 'merged' | 'both'
}
