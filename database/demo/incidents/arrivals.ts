import { CLIENTS, type ClientSetting } from '#database/demo/incidents/clients'
import { Random } from '#database/demo/random'
import { DateTime } from 'luxon'

export type Arrival = { key: string; client: ClientSetting; openedAt: number }

const DAYS = 91
/** People come back on Monday with everything the weekend brought. */
const WEEKDAY_WEIGHTS = [1.55, 1.15, 1, 1.05, 0.8, 0.9, 0.9]
const DAY_OFF = 0.05
const HOURS: [hour: number, weight: number][] = [
  [8, 0.3],
  [9, 1.3],
  [10, 1.8],
  [11, 1.6],
  [12, 1],
  [13, 0.7],
  [14, 1.2],
  [15, 1.3],
  [16, 1],
  [17, 0.6],
  [18, 0.15],
]
const LATEST_HOURS_BEFORE_END = 8

/** When the incidents of three months came in, oldest first; the last some hours before `until`. */
export function arrivals(count: number, until: number): Arrival[] {
  const made = Array.from({ length: count }, (_, at) => arrival(`incident:${at}`, until))
  return made.sort((a, b) => a.openedAt - b.openedAt || a.key.localeCompare(b.key))
}

function arrival(key: string, until: number): Arrival {
  const random = new Random(`${key}:arrival`)
  const client = random.weighted(CLIENTS, ({ weight }) => weight)
  const latest = until - LATEST_HOURS_BEFORE_END * 3_600_000
  const day = random.weighted(daysBefore(latest, client), ({ weight }) => weight)
  const [hour] = random.weighted(HOURS, ([, weight]) => weight)
  const openedAt = day.start
    .set({ hour, minute: random.whole(0, 59), second: random.whole(0, 59) })
    .toMillis()
  return { key, client, openedAt: Math.min(openedAt, latest - random.whole(0, 3600) * 1000) }
}

const daysOf = new Map<string, { start: DateTime; weight: number }[]>()

function daysBefore(latest: number, { code, local }: ClientSetting) {
  const known = daysOf.get(`${code}/${latest}`)
  if (known) return known
  const last = DateTime.fromMillis(latest, { zone: local.timeZone }).startOf('day')
  const days = Array.from({ length: DAYS }, (_, back) => last.minus({ days: back })).map(
    (start) => {
      const isWorked = local.between(start.toMillis(), start.plus({ days: 1 }).toMillis()) > 0
      return { start, weight: isWorked ? WEEKDAY_WEIGHTS[start.weekday - 1]! : DAY_OFF }
    }
  )
  daysOf.set(`${code}/${latest}`, days)
  return days
}
