import Calendar from '#calendars/models/calendar'
import { ReferenceNotFound } from '#core/errors'
import Person from '#directory/models/person'
import type { Principal } from '#directory/queries/principal'

type References = { personId: number | null; calendarId: number | null }

/** A person outside of the principal's reach does not exist for them (T3). Throws ReferenceNotFound. */
export async function checkRequestReferences(
  principal: Principal,
  { personId, calendarId }: References
) {
  if (personId !== null) {
    const person = await Person.visibleTo(principal).where('people.id', personId).first()
    const isInReach = person && principal.canOn('personal_data.manage', person)
    if (!isInReach) throw new ReferenceNotFound('personId')
  }
  if (calendarId !== null && !(await Calendar.find(calendarId))) {
    throw new ReferenceNotFound('calendarId')
  }
}
