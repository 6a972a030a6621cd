import db from '@adonisjs/lucid/services/db'
import type { QueryClientContract } from '@adonisjs/lucid/types/database'

/** A query for the clocks under an agreement that run, pause or are late. */
export function openClocksUnder(
  agreementId: number,
  client: QueryClientContract = db.connection()
) {
  return client
    .from('clocks')
    .where('agreement_id', agreementId)
    .whereNull('stopped_at')
    .whereNot('state', 'cancelled')
}
