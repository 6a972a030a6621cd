import { BaseSchema } from '@adonisjs/lucid/schema'

/** Pictures of the impact graph that people keep: the question, what is shown, and where things stand. */
export default class extends BaseSchema {
  override async up() {
    this.schema.createTable('impact_views', (table) => {
      table.increments('id')
      table.string('name', 120).notNullable()
      table
        .integer('ci_id')
        .unsigned()
        .notNullable()
        .references('configuration_items.id')
        .onDelete('CASCADE')
      table
        .integer('owner_user_id')
        .unsigned()
        .notNullable()
        .references('users.id')
        .onDelete('CASCADE')
      // Shared with a team; none: the owner's alone.
      table.integer('team_id').unsigned().nullable().references('teams.id').onDelete('SET NULL')
      // The question and how its answer is shown, as the page's address says them.
      table.string('address', 2000).notNullable()
      // Where the nodes stand that somebody moved, and the ids of all that were there.
      table.json('positions').notNullable()
      table.json('known_nodes').notNullable()
      table.integer('version').notNullable().defaultTo(1)
      table.dateTime('created_at').notNullable()
      table.dateTime('updated_at').notNullable()
      table.index(['ci_id'])
      table.index(['owner_user_id'])
      table.index(['team_id'])
    })
  }

  override async down() {
    this.schema.dropTable('impact_views')
  }
}
