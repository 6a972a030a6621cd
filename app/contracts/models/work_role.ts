import Person from '#directory/models/person'
import { WorkRoleSchema } from '#database/schema'
import { manyToMany } from '@adonisjs/lucid/orm'
import type { ManyToMany } from '@adonisjs/lucid/types/relations'

/** What somebody works as, by which an hour is priced (§7.3). */
export default class WorkRole extends WorkRoleSchema {
  @manyToMany(() => Person, { pivotTable: 'person_work_roles' })
  declare people: ManyToMany<typeof Person>
}
