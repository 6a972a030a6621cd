import type { RelationFact } from '#cmdb/actions/record_relation'
import ConfigurationItem from '#cmdb/models/configuration_item'
import RelationType from '#cmdb/models/relation_type'
import type { FieldChange, Plain } from '#core/errors'
import type { Principal } from '#directory/queries/principal'

/**
 * Gives events of the audit back with their relations in words of both languages, `depends on
 * CI-000012 Database`; of an item the principal may not see the id alone.
 */
export async function nameRelations<Event extends { changes: FieldChange[] }>(
  events: Event[],
  principal: Principal
): Promise<Event[]> {
  const facts = events.flatMap(({ changes }) => changes.flatMap(factsOf))
  if (facts.length === 0) return events

  const types = new Map((await RelationType.all()).map((type) => [type.code, type]))
  const ids = [...new Set(facts.map(({ itemId }) => itemId))]
  const items = await ConfigurationItem.visibleTo(principal).whereIn('configuration_items.id', ids)
  const names = new Map(items.map(({ id, number, name }) => [id, `${number} ${name}`]))
  const inWords = (value: Plain): Plain => {
    const fact = asFact(value)
    const type = fact ? types.get(fact.type) : undefined
    return fact && type ? wordsOf(fact, type, names.get(fact.itemId) ?? `№ ${fact.itemId}`) : value
  }
  return events.map((event) => ({
    ...event,
    changes: event.changes.map((change) =>
      change.field === 'relation'
        ? { ...change, before: inWords(change.before), after: inWords(change.after) }
        : change
    ),
  }))
}

function factsOf({ field, before, after }: FieldChange): RelationFact[] {
  return field === 'relation' ? [asFact(before), asFact(after)].filter((fact) => fact !== null) : []
}

function asFact(value: Plain): RelationFact | null {
  const isFact = typeof value === 'object' && value !== null && 'itemId' in value && 'type' in value
  return isFact ? (value as unknown as RelationFact) : null
}

function wordsOf({ direction }: RelationFact, type: RelationType, name: string): Plain {
  const isForward = direction === 'forward'
  return {
    ru: `${isForward ? type.forwardRu : type.inverseRu} ${name}`,
    en: `${isForward ? type.forwardEn : type.inverseEn} ${name}`,
  }
}
