import { incidentUnits } from '#billing/workflow/incident_units'
import type { PackedIncident } from '#billing/workflow/charge_types'
import { loadWorkingTime } from '#calendars/queries/load_working_time'
import type Contract from '#contracts/models/contract'
import { fromSqlUtc, toSqlUtc } from '#core/columns'
import type { QueryClientContract } from '@adonisjs/lucid/types/database'
import type { DateTime } from 'luxon'

const MINUTE = 60_000

/** Incidents of a contract opened in [from, to), with what each takes from a pack and its date. */
export async function packedIncidents(
  client: QueryClientContract,
  contract: Contract,
  { from, to }: { from: DateTime; to: DateTime }
): Promise<(PackedIncident & { openedOn: string })[]> {
  const calendar = await loadWorkingTime(contract.agreement.calendarId, client)
  const rows = await client
    .from('tickets')
    .join('incidents', 'incidents.ticket_id', 'tickets.id')
    .where('tickets.contract_id', contract.id)
    .where('tickets.opened_at', '>=', toSqlUtc(from))
    .where('tickets.opened_at', '<', toSqlUtc(to))
    .orderBy('tickets.id')
    .select('tickets.number', 'tickets.opened_at', 'tickets.state', 'tickets.priority')
    .select('tickets.service_id', 'incidents.resolution_code')
  return rows.map((row) => {
    const openedAt = fromSqlUtc(row.opened_at)!
    const at = openedAt.toMillis()
    return {
      id: row.number,
      serviceId: row.service_id,
      openedOn: openedAt.setZone(contract.timeZone).toISODate()!,
      units: incidentUnits({
        state: row.state,
        resolutionCode: row.resolution_code,
        priority: row.priority,
        isAfterHours: calendar.between(at, at + MINUTE) === 0,
      }),
    }
  })
}
