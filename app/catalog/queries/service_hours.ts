import { loadWorkingTimeHistory } from '#calendars/queries/load_working_time'
import { workingTime, type WorkingTime } from '#calendars/queries/working_time'

const ALL_DAY = [['00:00', '24:00']] as const
const AROUND_THE_CLOCK = {
  timeZone: 'UTC',
  week: {
    ...{ '1': ALL_DAY, '2': ALL_DAY, '3': ALL_DAY, '4': ALL_DAY },
    ...{ '5': ALL_DAY, '6': ALL_DAY, '7': ALL_DAY },
  },
  exceptions: {},
}

/** The hours of a calendar as they stood at an instant, epoch milliseconds; of none, all hours. */
export type ServiceHours = (calendarId: number | null, at: number) => WorkingTime

/** The hours of some calendars, for whoever looks back over many months. */
export async function loadServiceHours(
  calendarIds: Iterable<number | null>
): Promise<ServiceHours> {
  const ids = [...new Set(calendarIds)].filter((id) => id !== null)
  const history = ids.length > 0 ? await loadWorkingTimeHistory(ids) : null
  return (calendarId, at) =>
    calendarId === null || !history ? workingTime(AROUND_THE_CLOCK) : history(calendarId, at).time
}
