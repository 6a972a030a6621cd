import ConfigurationItem from '#cmdb/models/configuration_item'
import { plainTag } from '#cmdb/workflow/tags'
import type { Principal } from '#directory/queries/principal'
import { patternOf } from '#core/queries/where_words'
import db from '@adonisjs/lucid/services/db'

const OFFERED = 20

/** Tags that items within the reader's sight have, the most used first; `text` is how they begin. */
export async function usedTags(principal: Principal, text: string | null): Promise<string[]> {
  const items = ConfigurationItem.visibleTo(principal).select('configuration_items.id')
  const query = db
    .from('ci_tags')
    .whereIn('item_id', items as never)
    .groupBy('tag')
    .orderByRaw('count(*) desc')
    .orderBy('tag')
    .limit(OFFERED)
    .select('tag')
  const beginning = plainTag(text ?? '')
  if (beginning) {
    void query.whereRaw("tag like ? escape '!'", [patternOf(beginning).replace(/^%/, '')])
  }
  return (await query).map(({ tag }) => String(tag))
}
