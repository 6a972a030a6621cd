import { incidentUnits } from '#billing/workflow/incident_units'
import type { PackedIncident } from '#billing/workflow/charge_types'
import type { WorkingTime } from '#calendars/queries/working_time'
import type Contract from '#contracts/models/contract'
import { fromSqlUtc, toSqlUtc } from '#core/columns'
import type { QueryClientContract } from '@adonisjs/lucid/types/database'
import type { DateTime } from 'luxon'

const MINUTE = 60_000

export type OpenedIncident = PackedIncident & { openedOn: string }

type Opened = {
  contract: Contract
  /** Of the contract's calendar. */
  time: WorkingTime
  from: DateTime
  to: DateTime
}

/**
 * Incidents of contracts opened in [from, to), with what each takes from a pack, for each asked. A
 * contract that is asked for twice is asked for by the same days.
 */
export async function packedIncidents(
  client: QueryClientContract,
  asked: readonly Opened[]
): Promise<OpenedIncident[][]> {
  if (asked.length === 0) return []
  const rows: Row[] = await client
    .from('tickets')
    .join('incidents', 'incidents.ticket_id', 'tickets.id')
    .where((query) => {
      for (const { contract, from, to } of asked) {
        void query.orWhere((own) => {
          void own.where('tickets.contract_id', contract.id)
          void own.where('tickets.opened_at', '>=', toSqlUtc(from))
          void own.where('tickets.opened_at', '<', toSqlUtc(to))
        })
      }
    })
    .orderBy('tickets.id')
    .select('tickets.number', 'tickets.opened_at', 'tickets.state', 'tickets.priority')
    .select('tickets.service_id', 'tickets.contract_id', 'incidents.resolution_code')
  const found = Map.groupBy(rows, (row) => Number(row.contract_id))
  return asked.map((opened) =>
    (found.get(opened.contract.id) ?? []).map((row) => toIncident(row, opened))
  )
}

type Row = Record<'number' | 'opened_at' | 'state', string> &
  Record<'priority' | 'contract_id', number> & {
    service_id: number | null
    resolution_code: string | null
  }

function toIncident(row: Row, { contract, time }: Opened): OpenedIncident {
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
      isAfterHours: time.between(at, at + MINUTE) === 0,
    }),
  }
}
