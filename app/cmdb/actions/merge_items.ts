import { CI_SUBJECT } from '#cmdb/actions/index_configuration_item'
import { raiseImpactVersion } from '#cmdb/actions/raise_impact_version'
import { repointAttributeItems } from '#cmdb/actions/repoint_attribute_items'
import { repointItem } from '#cmdb/actions/repoint_item'
import type { ItemWrites } from '#cmdb/actions/item_writes'
import { lockItems, valueOf, type LockedItem } from '#cmdb/actions/lock_items'
import { changeItems } from '#cmdb/actions/write_items'
import { writeOrigins } from '#cmdb/actions/write_origins'
import { ItemsOfTwoClasses, ItemsOfTwoOrganisations, MergeWithItself } from '#cmdb/errors'
import ConfigurationItem from '#cmdb/models/configuration_item'
import { ITEM_COLUMNS } from '#cmdb/models/item_columns'
import { itemOrigins } from '#cmdb/queries/item_origins'
import { MANUAL_SOURCE, type FieldOrigin } from '#cmdb/workflow/authority'
import { attributeField } from '#cmdb/workflow/field_names'
import { recordAudit } from '#core/actions/record_audit'
import { refuseStale } from '#core/actions/refuse_stale'
import type { Actor } from '#core/actor'
import { clock } from '#core/clock'
import { toSqlUtc } from '#core/columns'
import { inTransaction } from '#core/transaction'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'

type Side = { id: number; seenVersion: number }
type Input = {
  actor: Actor
  /** Which remains. */
  kept: Side
  /** Which becomes part of the other; its number leads there. */
  merged: Side
  /** Fields whose value is taken from the one that goes; what is empty in the other is taken anyway. */
  taken: readonly string[]
}

/**
 * Two items of one organisation and class become one: relations, tickets and whatever else names
 * either name the one that remains, and so does the number of the other. Both histories are read as
 * one. Throws StaleRecord, MergeWithItself, ItemsOfTwoOrganisations, ItemsOfTwoClasses.
 */
export const mergeItems = {
  async handle({ actor, kept, merged, taken }: Input): Promise<void> {
    if (kept.id === merged.id) throw new MergeWithItself()
    await inTransaction(async (trx) => {
      const items = await lockItems(trx, [kept.id, merged.id])
      const [one, other] = [kept, merged].map(({ id }) => items.get(id)) as [
        LockedItem?,
        LockedItem?,
      ]
      // Of two merges at once the second finds one of them gone.
      if (!one || !other) {
        await ConfigurationItem.findOrFail(one ? merged.id : kept.id, { client: trx })
      }
      await refuseStale(trx, CI_SUBJECT, one!, kept.seenVersion)
      await refuseStale(trx, CI_SUBJECT, other!, merged.seenVersion)
      if (one!.organisation_id !== other!.organisation_id) throw new ItemsOfTwoOrganisations()
      if (one!.ci_class_id !== other!.ci_class_id) throw new ItemsOfTwoClasses()
      await join(trx, { actor, kept: one!, merged: other!, taken })
    })
  },
}

type Pair = { actor: Actor; kept: LockedItem; merged: LockedItem; taken: readonly string[] }

async function join(trx: TransactionClientContract, { actor, kept, merged, taken }: Pair) {
  const writes = mergedValues(kept, merged, taken)
  const origins = await mergedOrigins(trx, { actor, kept, merged, writes })
  await repointItem({ trx, actor, from: merged.id, to: kept.id })
  await repointAttributeItems(trx, { actor, from: merged.id, to: kept.id })
  await trx.table('ci_former_numbers').insert({
    ...{ number: merged.number, former_item_id: merged.id, item_id: kept.id },
    ...{ organisation_id: kept.organisation_id, merged_at: toSqlUtc(clock.now()) },
  })
  await trx
    .from('record_views')
    .where({ subject_type: CI_SUBJECT, subject_id: merged.id })
    .update({ subject_id: kept.id })
  await trx
    .from('search_documents')
    .where({ subject_type: CI_SUBJECT, subject_id: merged.id })
    .delete()
  await trx.from('configuration_items').where('id', merged.id).delete()
  await changeItems(trx, [{ itemId: kept.id, writes }], { actor })
  await writeOrigins(trx, new Map([[kept.id, origins]]))
  for (const [item, action, number] of [
    [kept, 'merged_with', merged.number],
    [merged, 'merged_into', kept.number],
  ] as const) {
    await recordAudit(trx, {
      ...{ actor, subjectType: CI_SUBJECT, subjectId: item.id },
      organisationId: Number(kept.organisation_id),
      action: `configuration_item.${action}`,
      changes: [{ field: 'number', before: null, after: String(number) }],
    })
  }
  await raiseImpactVersion(trx)
}

/** What the one that remains takes over: chosen fields, and all it does not know itself. */
function mergedValues(kept: LockedItem, merged: LockedItem, taken: readonly string[]) {
  const attributes = Object.keys(merged.attributes as object).map((key) => attributeField(key))
  const writes: ItemWrites = {}
  for (const field of [...Object.keys(ITEM_COLUMNS), ...attributes]) {
    const [own, other] = [valueOf(kept, field), valueOf(merged, field)]
    if (other !== null && (own === null || taken.includes(field))) writes[field] = other
  }
  return writes
}

type Taking = { actor: Actor; kept: LockedItem; merged: LockedItem; writes: ItemWrites }

/**
 * Who named a value that is taken over named it before; of one that nobody noted nothing is known, so
 * that the next source may say it. Where the one that remains is locked, whoever merges says it.
 */
async function mergedOrigins(
  trx: TransactionClientContract,
  { actor, kept, merged, writes }: Taking
): Promise<Record<string, FieldOrigin | null>> {
  const origins = await itemOrigins([kept.id, merged.id], trx)
  const [own, other] = [origins.get(kept.id), origins.get(merged.id)]
  const theirs = { source: MANUAL_SOURCE.code, at: clock.now().toUTC().toISO()!, by: actor.userId }
  return Object.fromEntries(
    Object.keys(writes).map((field) => {
      const origin = other?.[field] ?? (own?.[field]?.isLocked ? theirs : null)
      return [field, origin]
    })
  )
}
