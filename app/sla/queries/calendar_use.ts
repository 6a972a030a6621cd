import db from '@adonisjs/lucid/services/db'
import type { QueryClientContract } from '@adonisjs/lucid/types/database'

/** Clocks that are running, paused or late, not stopped: they keep their version (SLM-08). */
const OPEN_STATES = ['running', 'paused', 'breached_running']

/** A query for the agreements that count on a calendar, in their own right or in a target. */
export function agreementIdsOnCalendar(calendarId: number, client: QueryClientContract) {
  const inTargets = client
    .from('agreement_targets')
    .where('calendar_id', calendarId)
    .select('agreement_id')
  const inShares = client
    .from('agreement_availability')
    .where('calendar_id', calendarId)
    .select('agreement_id')
  return client
    .from('agreements')
    .where('agreements.calendar_id', calendarId)
    .orWhereIn('agreements.id', inTargets)
    .orWhereIn('agreements.id', inShares)
    .select('agreements.id')
}

export async function countAgreementsOn(calendarId: number, client = db.connection()) {
  return (await agreementIdsOnCalendar(calendarId, client)).length
}

export async function countOpenClocksOn(calendarId: number, client = db.connection()) {
  const clocks = client.from('clocks').where('calendar_id', calendarId)
  return countOf(clocks.whereIn('state', OPEN_STATES))
}

/** All clocks that ever counted on it. */
export async function countClocksOn(calendarId: number, client = db.connection()) {
  return countOf(client.from('clocks').where('calendar_id', calendarId))
}

async function countOf(query: ReturnType<QueryClientContract['from']>): Promise<number> {
  const [row] = await query.count('* as count')
  return Number(row.count)
}
