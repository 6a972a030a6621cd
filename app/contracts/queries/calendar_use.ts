import { agreementIdsOnCalendar } from '#sla/queries/calendar_use'
import db from '@adonisjs/lucid/services/db'

/** Contracts whose agreement counts on a calendar. */
export async function countContractsOn(calendarId: number, client = db.connection()) {
  const agreements = agreementIdsOnCalendar(calendarId, client)
  const [row] = await client
    .from('contracts')
    .whereIn('agreement_id', agreements)
    .count('* as count')
  return Number(row.count)
}
