import { CI_SUBJECT } from '#cmdb/actions/index_configuration_item'
import type ConfigurationItem from '#cmdb/models/configuration_item'
import type RelationType from '#cmdb/models/relation_type'
import { recordAudit } from '#core/actions/record_audit'
import type { Actor } from '#core/actor'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'

/** A relation in an item's history; the other end is kept by id, so that its name can be masked. */
export type RelationFact = { type: string; direction: 'forward' | 'inverse'; itemId: number }

type Entry = {
  actor: Actor
  action: 'related' | 'unrelated'
  type: RelationType
  source: ConfigurationItem
  target: ConfigurationItem
}

/** A relation appears in the history of both its ends (CFG-07). */
export async function recordRelation(
  trx: TransactionClientContract,
  { actor, action, type, source, target }: Entry
) {
  const ends = [
    { item: source, fact: { type: type.code, direction: 'forward', itemId: target.id } },
    { item: target, fact: { type: type.code, direction: 'inverse', itemId: source.id } },
  ] satisfies { item: ConfigurationItem; fact: RelationFact }[]
  for (const { item, fact } of ends) {
    const [before, after] = action === 'related' ? [null, fact] : [fact, null]
    await recordAudit(trx, {
      actor,
      subjectType: CI_SUBJECT,
      subjectId: item.id,
      organisationId: item.organisationId,
      action: `configuration_item.${action}`,
      changes: [{ field: 'relation', before, after }],
    })
  }
}
