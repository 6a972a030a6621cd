import { isItemField, relationKey, relationOf } from '#cmdb/workflow/item_past'
import type { Channel } from '#core/actor'
import type { FieldChange } from '#core/errors'

/** Ways in which programs write; a person's own edit is not among them. */
export const SOURCE_CHANNELS: readonly Channel[] = ['import', 'api', 'rule']

/** How an item works is what sources are for; the rest is its configuration. */
const NOT_CONFIGURATION = new Set(['operationalState'])

/** The changes of an event that a change should have covered, under names that tell relations apart. */
export function configurationChanges(changes: readonly FieldChange[]) {
  return changes.flatMap((change) => {
    if (change.field === 'relation') return relationChange(change)
    const isMeant = isItemField(change.field) && !NOT_CONFIGURATION.has(change.field)
    return isMeant ? [{ key: change.field, change }] : []
  })
}

/** A relation that stays, whatever else became of it, is no change of the item. */
function relationChange(change: FieldChange) {
  const [was, is] = [relationOf(change.before), relationOf(change.after)]
  const end = is ?? was
  return end === null || (was && is) ? [] : [{ key: `relation:${relationKey(end)}`, change }]
}
