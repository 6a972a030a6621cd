import { workingTime, type WorkingTime } from '#calendars/queries/working_time'
import { named } from '#database/demo/world'
import { AGREEMENTS, GOODWILL } from '#database/demo/service_levels/agreements'
import { CALENDARS } from '#database/demo/service_levels/calendars'

/** How a client keeps the desk busy, and what it is promised. */
export type ClientSetting = {
  code: string
  locale: 'ru' | 'en'
  weight: number
  /** Working time at the client's. */
  local: WorkingTime
  /** Minutes of an ordinary working day there. */
  dayMinutes: number
  /** Working time of the promise to a priority, and its minutes. */
  promise(priority: number): { time: WorkingTime; response: number; resolution: number }
}

const TIMES = new Map(CALENDARS.map((seed) => [seed.code, timeOf(seed)]))

export const CLIENTS: ClientSetting[] = [
  client('ROMASHKA', 'ru', 33, 'ru-moscow-5x9', 540, 'SLA-GOLD'),
  client('TSP', 'ru', 21, 'ru-moscow-5x9', 540, 'SLA-STANDARD'),
  client('ZDRAVITSA', 'ru', 7, 'ru-moscow-5x9', 540),
  client('URALMET', 'ru', 7, 'ru-yekaterinburg-5x8', 480),
  client('VML', 'ru', 12, 'ru-vladivostok-5x8', 480, 'SLA-EAST'),
  client('LINDENHOF', 'en', 20, 'de-berlin-5x8', 480, 'SLA-EUROPE'),
]

function client(
  code: string,
  locale: 'ru' | 'en',
  weight: number,
  calendar: string,
  dayMinutes: number,
  agreementCode?: string
): ClientSetting {
  const agreement = AGREEMENTS.find((seed) => seed.code === agreementCode)
  const local = named(TIMES, calendar)
  const targets = agreement?.targets ?? GOODWILL
  return {
    code,
    locale,
    weight,
    local,
    dayMinutes,
    promise(priority) {
      const isAroundTheClock = priority === 1 && agreement?.isCriticalAroundTheClock === true
      const [response, resolution] = targets[priority - 1]!
      return { time: isAroundTheClock ? named(TIMES, '24x7') : local, response, resolution }
    },
  }
}

function timeOf({ timeZone, week, exceptions }: (typeof CALENDARS)[number]): WorkingTime {
  return workingTime({ timeZone, week, exceptions })
}
