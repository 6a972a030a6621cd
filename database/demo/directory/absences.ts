import type { AbsenceReason } from '#directory/models/absence_types'

/** Days are counted from the last day of the story. */
type AbsenceSeed = {
  person: string
  from: number
  to: number
  reason: AbsenceReason
  substitute: string | null
}

const absence = (
  person: string,
  [from, to]: [number, number],
  reason: AbsenceReason,
  substitute: string | null
): AbsenceSeed => ({ person, from, to, reason, substitute })

/** Some are over, two are going on, the rest is planned. */
export const ABSENCES: AbsenceSeed[] = [
  absence('kuzmin', [-74, -61], 'vacation', 'lebedeva'),
  absence('vlasova', [-40, -36], 'sick_leave', 'nasyrov'),
  absence('belov', [-20, -19], 'training', 'zhukov'),
  absence('tikhonov', [-3, 10], 'vacation', 'sokolov'),
  absence('vlasova', [-1, 2], 'business_trip', 'nasyrov'),
  absence('gromova', [14, 27], 'vacation', 'lebedeva'),
  absence('zhukov', [21, 21], 'day_off', 'belov'),
  absence('fadeev', [30, 43], 'vacation', null),
]
