import { covers, dateIn, type Days } from '#directory/workflow/absence_days'
import db from '@adonisjs/lucid/services/db'
import type { DateTime } from 'luxon'

/** Days when somebody does not work and who stands in for them, unless that one is away too. */
export type Away = Days & { substitute: { id: number; displayName: string } | null }

type Row = Days & {
  personId: number
  timeZone: string
  substituteId: number | null
  substituteName: string | null
  isSubstituteActive: boolean | number | null
}

/**
 * Which of these people are away, by their ids: on a date (`YYYY-MM-DD`), or at a moment, which is
 * the date it has where each person is. For assignment and its lookups (DSK-14); one query, a second
 * when somebody is away. Says nothing of why: the reason is for those who manage the person.
 */
export async function awayOn(
  personIds: readonly number[],
  when: string | DateTime
): Promise<Map<number, Away>> {
  const rows = await absencesOn(personIds, when)
  const substituteIds = rows.flatMap(({ substituteId }) => substituteId ?? [])
  // Somebody fell ill after they had agreed to stand in.
  const gone = new Set((await absencesOn(substituteIds, when)).map(({ personId }) => personId))
  return new Map(rows.map((row) => [row.personId, toAway(row, gone)]))
}

function toAway({ startsOn, endsOn, ...row }: Row, gone: ReadonlySet<number>): Away {
  const { substituteId: id, substituteName: displayName } = row
  const isThere = id !== null && Boolean(row.isSubstituteActive) && !gone.has(id)
  return { startsOn, endsOn, substitute: isThere ? { id, displayName: displayName! } : null }
}

async function absencesOn(personIds: readonly number[], when: string | DateTime): Promise<Row[]> {
  if (personIds.length === 0) return []
  const [from, to] = datesAround(when)
  const rows: Row[] = await db
    .from('person_absences as absences')
    .join('people', 'people.id', 'absences.person_id')
    .join('organisations', 'organisations.id', 'people.organisation_id')
    .leftJoin('sites', 'sites.id', 'people.site_id')
    .leftJoin('people as substitutes', 'substitutes.id', 'absences.substitute_id')
    .whereIn('absences.person_id', [...personIds])
    .where('absences.starts_on', '<=', to)
    .where('absences.ends_on', '>=', from)
    .orderBy('absences.starts_on')
    .select('absences.person_id as personId', 'absences.starts_on as startsOn')
    .select('absences.ends_on as endsOn', 'absences.substitute_id as substituteId')
    .select('substitutes.display_name as substituteName')
    .select('substitutes.is_active as isSubstituteActive')
    .select(
      db.raw('coalesce(people.time_zone, sites.time_zone, organisations.time_zone) as ??', [
        'timeZone',
      ])
    )
  return rows.filter((row) =>
    covers(row, typeof when === 'string' ? when : dateIn(when, row.timeZone))
  )
}

/** A moment is at most a day off anywhere in the world. */
function datesAround(when: string | DateTime): [string, string] {
  if (typeof when === 'string') return [when, when]
  const utc = when.toUTC()
  return [utc.minus({ days: 1 }).toISODate()!, utc.plus({ days: 1 }).toISODate()!]
}
