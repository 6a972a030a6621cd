import { CI_SUBJECT } from '#cmdb/actions/index_configuration_item'
import type ConfigurationItem from '#cmdb/models/configuration_item'
import { describeChanges, type ShownChange } from '#cmdb/queries/describe_changes'
import AuditEvent from '#core/models/audit_event'
import { listPage } from '#core/queries/list_page'
import { dayOf, listQuery, textOf } from '#core/queries/list_query'
import db from '@adonisjs/lucid/services/db'
import { actorNameColumn } from '#directory/queries/name_actors'
import type { Principal } from '#directory/queries/principal'
import { toSqlUtc } from '#core/columns'
import { DateTime } from 'luxon'

export type ItemEvent = {
  id: number
  at: string
  actor: string
  channel: string
  action: string
  reason: string | null
  changes: ShownChange[]
}
type HistoryItem = Pick<ConfigurationItem, 'id'> & { ciClass: { code: string } }

const LATEST = 20
const PER_PAGE = 30
const FIELD = /^[\w.-]{1,80}$/

/** The latest history of an item, newest first (CFG-07). */
export async function itemHistory(item: HistoryItem, principal: Principal): Promise<ItemEvent[]> {
  const events = await eventsOf(await idsOf(item.id)).limit(LATEST)
  return told(events, item, principal)
}

/** A page of it; the address narrows it to a field and to days of the reader's zone, both included. */
export async function itemHistoryPage(
  item: HistoryItem,
  address: Record<string, unknown>,
  principal: Principal
) {
  const field = textOf(address.field)
  const filters = {
    field: field !== null && FIELD.test(field) ? field : null,
    from: dayOf(address.from),
    to: dayOf(address.to),
  }
  const query = eventsOf(await idsOf(item.id))
  const zone = principal.timeZone
  if (filters.from) void query.where('occurredAt', '>=', startOf(filters.from, zone, 0))
  if (filters.to) void query.where('occurredAt', '<', startOf(filters.to, zone, 1))
  if (filters.field) narrowToField(query, filters.field)
  const { page } = listQuery(address)
  const { rows, ...paging } = await listPage(query, { page, perPage: PER_PAGE })
  return { events: await told(rows, item, principal), page: paging, filters }
}

/** The item and those that became part of it: their history is read with its own. */
async function idsOf(itemId: number): Promise<number[]> {
  const rows = await db.from('ci_former_numbers').where('item_id', itemId).select('former_item_id')
  return [itemId, ...rows.map((row) => row.former_item_id)]
}

function eventsOf(ids: readonly number[]) {
  return AuditEvent.query()
    .where('subjectType', CI_SUBJECT)
    .whereIn('subjectId', [...ids])
    .orderBy('id', 'desc')
    .select('audit_events.*')
    .select(actorNameColumn())
}

/** MySQL keeps JSON with spaces of its own. */
function narrowToField(query: ReturnType<typeof eventsOf>, field: string) {
  const escaped = field.replaceAll('_', '!_')
  void query.where((inner) => {
    for (const gap of ['', ' ']) {
      void inner.orWhereRaw("changes like ? escape '!'", [`%"field":${gap}"${escaped}"%`])
    }
  })
}

function startOf(day: string, zone: string, daysLater: number): string {
  return toSqlUtc(DateTime.fromISO(day, { zone }).plus({ days: daysLater }))
}

async function told(events: AuditEvent[], { ciClass }: HistoryItem, principal: Principal) {
  const shown = await describeChanges(
    events.map(({ changes }) => ({ classCode: ciClass.code, changes })),
    principal
  )
  return events.map((event, index): ItemEvent => ({
    ...{ id: event.id, at: event.occurredAt.toISO()!, actor: String(event.$extras.actor_name) },
    ...{ channel: event.channel, action: event.action, reason: event.reason },
    changes: shown[index]!,
  }))
}
