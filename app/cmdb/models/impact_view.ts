import ConfigurationItem from '#cmdb/models/configuration_item'
import Team from '#directory/models/team'
import User from '#directory/models/user'
import type { Principal } from '#directory/queries/principal'
import { ImpactViewSchema } from '#database/schema'
import { belongsTo } from '@adonisjs/lucid/orm'
import type { BelongsTo } from '@adonisjs/lucid/types/relations'

/** A picture of the impact graph that somebody keeps, for themselves or for a team. */
export default class ImpactView extends ImpactViewSchema {
  @belongsTo(() => ConfigurationItem, { foreignKey: 'ciId' })
  declare item: BelongsTo<typeof ConfigurationItem>

  @belongsTo(() => User, { foreignKey: 'ownerUserId' })
  declare owner: BelongsTo<typeof User>

  @belongsTo(() => Team)
  declare team: BelongsTo<typeof Team>

  /** One's own and those of one's teams, of items that one may see. */
  static visibleTo(principal: Principal) {
    const { userId, personId } = principal
    return this.query()
      .where((views) => {
        void views.where('ownerUserId', userId).orWhereIn('teamId', (teams) => {
          void teams.from('team_members').where('person_id', personId).select('team_id')
        })
      })
      .whereIn('ciId', ConfigurationItem.visibleTo(principal).select('configuration_items.id'))
  }
}
