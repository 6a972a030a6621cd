import ConfigurationItem from '#cmdb/models/configuration_item'
import { CiHealthFindingSchema } from '#database/schema'
import Person from '#directory/models/person'
import Team from '#directory/models/team'
import type { Principal } from '#directory/queries/principal'
import { scopedByOrganisation } from '#directory/queries/scope'
import { belongsTo } from '@adonisjs/lucid/orm'
import type { BelongsTo } from '@adonisjs/lucid/types/relations'

/** Why one item fails a figure, and the task of mending it (CFG-11). */
export default class CiHealthFinding extends CiHealthFindingSchema {
  @belongsTo(() => ConfigurationItem, { foreignKey: 'itemId' })
  declare item: BelongsTo<typeof ConfigurationItem>

  @belongsTo(() => Team, { foreignKey: 'assignedTeamId' })
  declare team: BelongsTo<typeof Team>

  @belongsTo(() => Person, { foreignKey: 'assignedPersonId' })
  declare person: BelongsTo<typeof Person>

  /** Joined with its item, whose organisation decides who sees it. */
  static visibleTo(principal: Principal) {
    const query = this.query()
      .join('configuration_items', 'configuration_items.id', 'ci_health_findings.item_id')
      .select('ci_health_findings.*')
    const columns = { organisation: 'configuration_items.organisation_id' }
    void scopedByOrganisation(query, principal, 'ci_health.view', columns)
    return scopedByOrganisation(query, principal, 'cis.view', columns)
  }
}
