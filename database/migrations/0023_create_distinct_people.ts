import { BaseSchema } from '@adonisjs/lucid/schema'

/** Pairs of people who look alike and are not the same; the lower id comes first. */
export default class extends BaseSchema {
  override async up() {
    this.schema.createTable('distinct_people', (table) => {
      table.increments('id')
      table.integer('person_id').unsigned().notNullable().references('people.id')
      table.integer('other_person_id').unsigned().notNullable().references('people.id').index()
      table.dateTime('created_at').notNullable()
      table.unique(['person_id', 'other_person_id'])
    })
  }

  override async down() {
    this.schema.dropTable('distinct_people')
  }
}
