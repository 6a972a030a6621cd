import { GONE } from '#cmdb/queries/items_in_use_of'
import { readInChunks } from '#core/queries/read_in_chunks'
import { ENVIRONMENTS, type CiStatus } from '#cmdb/models/ci_types'
import { dayAfter } from '#core/day_after'
import db from '@adonisjs/lucid/services/db'

/** What the graph knows of an item beside its relations. */
export type ImpactItem = {
  id: number
  number: string
  name: string
  organisationId: number
  /** The catalogue's service it stands for, 0 for none. */
  serviceId: number
  classId: number
  /** Place in ENVIRONMENTS. */
  environment: number
  /** 1 is the most critical. */
  criticality: number
  /** Retired or disposed: it takes no part in the graph any more. */
  isGone: boolean
}

type Row = {
  id: number
  number: string
  name: string
  organisation_id: number
  service_id: number | null
  ci_class_id: number
  environment: (typeof ENVIRONMENTS)[number]
  criticality: number
  status: CiStatus
}

const COLUMNS = [
  ...['id', 'number', 'name', 'organisation_id', 'service_id', 'ci_class_id'],
  ...['environment', 'criticality', 'status'],
]

/** Every item by ascending id, or those that existed on a day. */
export async function eachImpactItem(asOf: string | null, take: (item: ImpactItem) => void) {
  const query = () => {
    const items = db.from('configuration_items').select(COLUMNS)
    if (asOf !== null) void items.where('created_at', '<', dayAfter(asOf))
    return items
  }
  await readInChunks<Row>(query, (row) => take(toItem(row)))
}

/** Some items by their ids; those that do not exist are left out. */
export async function impactItems(ids: readonly number[]): Promise<ImpactItem[]> {
  if (ids.length === 0) return []
  const rows: Row[] = await db
    .from('configuration_items')
    .whereIn('id', [...ids])
    .select(COLUMNS)
  return rows.map(toItem)
}

function toItem(row: Row): ImpactItem {
  return {
    id: row.id,
    number: row.number,
    name: row.name,
    organisationId: row.organisation_id,
    serviceId: row.service_id ?? 0,
    classId: row.ci_class_id,
    environment: ENVIRONMENTS.indexOf(row.environment),
    criticality: row.criticality,
    isGone: GONE.includes(row.status),
  }
}
