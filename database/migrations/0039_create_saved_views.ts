import { BaseSchema } from '@adonisjs/lucid/schema'

/** Named addresses of lists (G-17). */
export default class extends BaseSchema {
  override async up() {
    this.schema.createTable('saved_views', (table) => {
      table.increments('id')
      // The page whose address it is, for example `configuration_items`.
      table.string('page', 40).notNullable()
      table.string('name', 80).notNullable()
      table.string('query', 2000).notNullable()
      // private | team | all
      table.string('sharing', 10).notNullable()
      table
        .integer('owner_user_id')
        .unsigned()
        .notNullable()
        .references('users.id')
        .onDelete('CASCADE')
      table.integer('team_id').unsigned().nullable().references('teams.id').onDelete('CASCADE')
      table.integer('version').notNullable().defaultTo(1)
      table.dateTime('created_at').notNullable()
      table.dateTime('updated_at').notNullable()
      table.index(['page', 'owner_user_id'])
      table.index(['page', 'sharing'])
    })
  }

  override async down() {
    this.schema.dropTableIfExists('saved_views')
  }
}
