import PersonAbsence from '#directory/models/person_absence'
import { DateTime } from 'luxon'

const MONTHS_BACK = 12
const SHOWN = 50

/** Absences of a person that are not long past, the latest first; `today` is the date where they are. */
export function listAbsences(personId: number, today: string): Promise<PersonAbsence[]> {
  const since = DateTime.fromISO(today, { zone: 'utc' }).minus({ months: MONTHS_BACK }).toISODate()!
  return PersonAbsence.query()
    .where({ personId })
    .where('endsOn', '>=', since)
    .orderBy('startsOn', 'desc')
    .limit(SHOWN)
    .preload('substitute')
}
