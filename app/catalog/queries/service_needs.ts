import db from '@adonisjs/lucid/services/db'
import type { QueryClientContract } from '@adonisjs/lucid/types/database'

type Row = { service_id: number; needs_id: number }

/** What each service cannot do without, by its id (CAT-04): the whole catalogue in one statement. */
export async function serviceNeeds(
  client: QueryClientContract = db.connection()
): Promise<Map<number, number[]>> {
  const rows: Row[] = await client
    .from('service_dependencies')
    .select('service_id', 'needs_id')
    .orderBy('id')
  const needs = new Map<number, number[]>()
  for (const { service_id: service, needs_id: needed } of rows) {
    needs.set(service, [...(needs.get(service) ?? []), needed])
  }
  return needs
}

/** Services, not retired, that cannot do without one. */
export async function countServicesNeeding(
  serviceId: number,
  _principal: unknown,
  client: QueryClientContract = db.connection()
): Promise<number> {
  const row = await client
    .from('service_dependencies')
    .join('services', 'services.id', 'service_dependencies.service_id')
    .where('service_dependencies.needs_id', serviceId)
    .whereNot('services.status', 'retired')
    .count('* as total')
    .first()
  return Number(row.total)
}
