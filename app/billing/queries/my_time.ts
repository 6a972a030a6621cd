import TimeEntry from '#billing/models/time_entry'
import { clock } from '#core/clock'
import { dayOf } from '#core/queries/list_query'
import { sumMinutes } from '#core/duration'
import type { Principal } from '#directory/queries/principal'
import { DateTime } from 'luxon'

/** A person's own entries of one week with what they add up to; minutes by ISO date. */
export type WeekOfTime = {
  from: string
  to: string
  today: string
  entries: TimeEntry[]
  minutes: Record<string, number>
  /** Drafts of earlier and later weeks: what is forgotten there is not billed. */
  draftsElsewhere: { count: number; firstOn: string | null }
}

/** The week that holds the day of the address, the present one without it. */
export async function weekOfTime(principal: Principal, day: unknown): Promise<WeekOfTime> {
  const today = clock.today(principal.timeZone)
  const monday = DateTime.fromISO(dayOf(day) ?? today).startOf('week')
  const [from, to] = [monday.toISODate()!, monday.plus({ days: 6 }).toISODate()!]
  const entries = await ownTime(principal)
    .whereBetween('workDate', [from, to])
    .preload('ticket', (ticket) => void ticket.preload('organisation'))
    .preload('workType')
    .preload('decider')
    .orderBy('workDate')
    .orderBy('id')
  const days = Map.groupBy(entries, ({ workDate }) => workDate)
  const sums = [...days].map(([date, own]) => [
    date,
    sumMinutes(own.map((each) => each.rawMinutes)),
  ])
  return {
    ...{ from, to, today, entries, minutes: Object.fromEntries(sums) },
    draftsElsewhere: await draftsOutside(principal, from, to),
  }
}

/** What a person wrote themselves, whatever else they may see. */
export function ownTime(principal: Principal) {
  return TimeEntry.query().where('personId', principal.personId)
}

async function draftsOutside(principal: Principal, from: string, to: string) {
  const row = await ownTime(principal)
    .where('state', 'draft')
    .whereNotBetween('workDate', [from, to])
    .count('* as count')
    .min('work_date as first')
    .pojo<{ count: number | string; first: string | null }>()
    .firstOrFail()
  return { count: Number(row.count), firstOn: row.first }
}
