import type { ChargeInput } from '#billing/queries/charge_input'
import { incidentUnits } from '#billing/workflow/incident_units'
import type { WeightedIncident } from '#billing/workflow/incident_pack'
import { loadWorkingTime } from '#calendars/queries/load_working_time'
import { fromSqlUtc, toSqlUtc } from '#core/columns'

const MINUTE = 60_000

/** Incidents of a contract up to the end of the period, with what each takes from a pack. */
export async function packedIncidents({
  client,
  contract,
  period,
}: ChargeInput): Promise<(WeightedIncident & { month: string })[]> {
  const calendar = await loadWorkingTime(contract.agreement.calendarId, client)
  const rows = await client
    .from('tickets')
    .join('incidents', 'incidents.ticket_id', 'tickets.id')
    .where('tickets.contract_id', contract.id)
    .where('tickets.opened_at', '<', toSqlUtc(period.endsAt))
    .orderBy('tickets.id')
    .select('tickets.number', 'tickets.opened_at', 'tickets.state', 'tickets.priority')
    .select('incidents.resolution_code')
  return rows.map((row) => {
    const openedAt = fromSqlUtc(row.opened_at)!
    const at = openedAt.toMillis()
    return {
      id: row.number,
      month: openedAt.setZone(period.zone).toFormat('yyyy-MM'),
      units: incidentUnits({
        state: row.state,
        resolutionCode: row.resolution_code,
        priority: row.priority,
        isAfterHours: calendar.between(at, at + MINUTE) === 0,
      }),
    }
  })
}
