import CiClass from '#cmdb/models/ci_class'
import type { SourceFacts } from '#cmdb/workflow/authority'
import Organisation from '#directory/models/organisation'
import type { Principal } from '#directory/queries/principal'
import { scopedByOrganisation } from '#directory/queries/scope'
import { CiSourceSchema } from '#database/schema'
import { belongsTo } from '@adonisjs/lucid/orm'
import type { BelongsTo } from '@adonisjs/lucid/types/relations'

/** Where items come from again and again: a system that pushes them or a file that is fetched from it (DSC-06). */
export default class CiSource extends CiSourceSchema {
  @belongsTo(() => CiClass)
  declare ciClass: BelongsTo<typeof CiClass>

  @belongsTo(() => Organisation)
  declare organisation: BelongsTo<typeof Organisation>

  get facts(): SourceFacts {
    const { code, authority, policies, refreshDays } = this
    return { code, authority, policies, nullErases: false, refreshDays }
  }

  /** Sources of organisations in which the principal edits items. */
  static visibleTo(principal: Principal) {
    return scopedByOrganisation(this.query(), principal, 'cis.edit', {
      organisation: 'ci_sources.organisation_id',
    })
  }
}
