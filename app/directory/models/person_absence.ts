import Person from '#directory/models/person'
import { PersonAbsenceSchema } from '#database/schema'
import { belongsTo } from '@adonisjs/lucid/orm'
import type { BelongsTo } from '@adonisjs/lucid/types/relations'

/** Days on which a person does not work, by the calendar where they are, both ends included. */
export default class PersonAbsence extends PersonAbsenceSchema {
  @belongsTo(() => Person)
  declare person: BelongsTo<typeof Person>

  @belongsTo(() => Person, { foreignKey: 'substituteId' })
  declare substitute: BelongsTo<typeof Person>
}
