import { CI_SUBJECT } from '#cmdb/actions/index_configuration_item'
import type { RelationFact } from '#cmdb/actions/record_relation'
import ConfigurationItem from '#cmdb/models/configuration_item'
import AuditEvent from '#core/models/audit_event'
import type { FieldChange, Plain } from '#core/errors'
import { actorNameColumn } from '#directory/queries/name_actors'
import type { Principal } from '#directory/queries/principal'

/** A change of a relation carries the other end's name, or null when the reader may not see it. */
export type ItemChange = FieldChange & { item?: { number: string; name: string } | null }
export type ItemEvent = {
  id: number
  at: string
  actor: string
  action: string
  changes: ItemChange[]
}

const SHOWN_EVENTS = 50

/** The latest history of an item, newest first (CFG-07). */
export async function itemHistory(itemId: number, principal: Principal): Promise<ItemEvent[]> {
  const events = await AuditEvent.query()
    .where({ subjectType: CI_SUBJECT, subjectId: itemId })
    .orderBy('id', 'desc')
    .limit(SHOWN_EVENTS)
    .select('audit_events.*')
    .select(actorNameColumn())
  const names = await visibleNames(events, principal)
  return events.map((event) => ({
    id: event.id,
    at: event.occurredAt.toISO()!,
    actor: String(event.$extras.actor_name),
    action: event.action,
    changes: event.changes.map((change) => withName(change, names)),
  }))
}

async function visibleNames(events: AuditEvent[], principal: Principal) {
  const facts = events
    .flatMap((event) => event.changes.map(relationFact))
    .filter((fact) => fact !== null)
  if (facts.length === 0) return new Map<number, { number: string; name: string }>()
  const items = await ConfigurationItem.visibleTo(principal)
    .whereIn('configuration_items.id', [...new Set(facts.map((fact) => fact.itemId))])
    .select('id', 'number', 'name')
  return new Map(items.map(({ id, number, name }) => [id, { number, name }]))
}

function withName(
  change: FieldChange,
  names: Map<number, { number: string; name: string }>
): ItemChange {
  const fact = relationFact(change)
  return fact ? { ...change, item: names.get(fact.itemId) ?? null } : change
}

function relationFact({ field, before, after }: FieldChange): RelationFact | null {
  return field === 'relation' ? asFact(after ?? before) : null
}

function asFact(value: Plain): RelationFact | null {
  const isFact = value !== null && typeof value === 'object' && 'itemId' in value
  return isFact ? (value as unknown as RelationFact) : null
}
