import { SubjectRequestSchema } from '#database/schema'
import Person from '#directory/models/person'
import type { Principal } from '#directory/queries/principal'
import { scopedByOrganisation } from '#directory/queries/scope'
import { belongsTo } from '@adonisjs/lucid/orm'
import type { BelongsTo } from '@adonisjs/lucid/types/relations'

/** What somebody asked about their own data (152-FZ, articles 14 and 20). */
export default class SubjectRequest extends SubjectRequestSchema {
  @belongsTo(() => Person)
  declare person: BelongsTo<typeof Person>

  static visibleTo(principal: Principal) {
    return scopedByOrganisation(this.query(), principal, 'personal_data.view', {
      organisation: 'subject_requests.organisation_id',
    })
  }
}
