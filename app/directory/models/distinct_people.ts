import Person from '#directory/models/person'
import { DistinctPersonSchema } from '#database/schema'
import { belongsTo } from '@adonisjs/lucid/orm'
import type { BelongsTo } from '@adonisjs/lucid/types/relations'

/** Two people who look alike and are not the same. */
export default class DistinctPeople extends DistinctPersonSchema {
  static override table = 'distinct_people'

  @belongsTo(() => Person)
  declare person: BelongsTo<typeof Person>

  @belongsTo(() => Person, { foreignKey: 'otherPersonId' })
  declare other: BelongsTo<typeof Person>
}
