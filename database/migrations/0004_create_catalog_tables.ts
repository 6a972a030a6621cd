import { BaseSchema } from '@adonisjs/lucid/schema'

/** Services of the catalogue. */
export default class extends BaseSchema {
  override async up() {
    this.schema.createTable('services', (table) => {
      table.increments('id')
      table.string('code', 40).notNullable().unique()
      table.string('name_ru', 200).notNullable()
      table.string('name_en', 200).notNullable()
      table.text('description_ru').nullable()
      table.text('description_en').nullable()
      table.string('status', 20).notNullable()
      table.integer('criticality').notNullable().defaultTo(3)
      table.integer('owner_person_id').unsigned().nullable().references('people.id')
      table.integer('support_team_id').unsigned().nullable().references('teams.id')
      table.integer('version').notNullable().defaultTo(1)
      table.dateTime('created_at').notNullable()
      table.dateTime('updated_at').notNullable()
    })
  }

  override async down() {
    this.schema.dropTableIfExists('services')
  }
}
