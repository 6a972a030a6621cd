export const ABSENCE_REASONS = [
  'vacation',
  'sick_leave',
  'business_trip',
  'training',
  'day_off',
  'other',
] as const
export type AbsenceReason = (typeof ABSENCE_REASONS)[number]

/** What a form fills in; dates as `YYYY-MM-DD` where the person is, both included. */
export type AbsenceValues = {
  startsOn: string
  endsOn: string
  reasonKind: AbsenceReason
  substituteId: number | null
}
