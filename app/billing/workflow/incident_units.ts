export interface PackedIncident {
  state: string
  resolutionCode: string | null
  priority: number
  isAfterHours: boolean
}

const CRITICAL = 1

/** What an incident takes from a pack: 1, 2 for a P1 outside hours, 0 for a duplicate (§7.2). */
export function incidentUnits(incident: PackedIncident): number {
  if (incident.state === 'cancelled' || incident.resolutionCode === 'duplicate') return 0
  return incident.priority === CRITICAL && incident.isAfterHours ? 2 : 1
}
