import db from '@adonisjs/lucid/services/db'
import type { QueryClientContract } from '@adonisjs/lucid/types/database'

/** Which of these records of another system the organisation has already. */
export async function knownExternalKeys(
  organisationId: number,
  system: string,
  keys: string[],
  client: QueryClientContract = db.connection()
): Promise<Set<string>> {
  const rows = await client
    .from('incidents')
    .join('tickets', 'tickets.id', 'incidents.ticket_id')
    .where('incidents.external_system', system)
    .whereIn('incidents.external_key', keys)
    .where('tickets.organisation_id', organisationId)
    .select('incidents.external_key')
  return new Set(rows.map((row) => row.external_key))
}
