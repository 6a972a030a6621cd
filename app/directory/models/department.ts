import Organisation from '#directory/models/organisation'
import Person from '#directory/models/person'
import { DepartmentSchema } from '#database/schema'
import { belongsTo } from '@adonisjs/lucid/orm'
import type { BelongsTo } from '@adonisjs/lucid/types/relations'

/** A part of an organisation that has people and a head, but neither contracts nor a legal name. */
export default class Department extends DepartmentSchema {
  @belongsTo(() => Organisation)
  declare organisation: BelongsTo<typeof Organisation>

  @belongsTo(() => Department, { foreignKey: 'parentId' })
  declare parent: BelongsTo<typeof Department>

  @belongsTo(() => Person, { foreignKey: 'headPersonId' })
  declare head: BelongsTo<typeof Person>
}
