import CiClass from '#cmdb/models/ci_class'
import ConfigurationItem from '#cmdb/models/configuration_item'
import { GONE } from '#cmdb/queries/items_in_use_of'
import { archiveTerms } from '#cmdb/workflow/archive_terms'
import { clock } from '#core/clock'
import { toSqlUtc } from '#core/columns'
import type { Principal } from '#directory/queries/principal'

/**
 * Items at rest for longer than the policy of their class says and still in sight (CFG-04): of a
 * reader, those within reach. `usualDays` holds where no class says anything else.
 */
export async function dueForArchive(usualDays: number, principal?: Principal) {
  const classes = await CiClass.query().select('id', 'parentId', 'archiveAfterDays')
  const terms = [...archiveTerms(classes, usualDays)]
  const byDays = Map.groupBy(terms, ([, days]) => days)
  const query = principal ? ConfigurationItem.visibleTo(principal) : ConfigurationItem.query()
  void query
    .whereNull('configuration_items.archived_at')
    .whereIn('configuration_items.status', GONE)
    .where((due) => {
      for (const [days, ofClasses] of byDays) {
        const before = toSqlUtc(clock.now().minus({ days }))
        void due.orWhere((of) => {
          void of
            .whereIn(
              'configuration_items.ci_class_id',
              ofClasses.map(([id]) => id)
            )
            .where('configuration_items.status_changed_at', '<', before)
        })
      }
    })
  // A builder is awaited by itself, so it travels in something that is not.
  return { query }
}
