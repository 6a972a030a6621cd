import { BaseSchema } from '@adonisjs/lucid/schema'

/** Which sources of values are believed more than others, per class and field (domain §4.8). */
export default class extends BaseSchema {
  override async up() {
    this.schema.createTable('ci_source_rankings', (table) => {
      table.increments('id')
      table
        .integer('ci_class_id')
        .unsigned()
        .notNullable()
        .references('ci_classes.id')
        .onDelete('CASCADE')
      // A field as records call it, or `all`.
      table.string('field', 80).notNullable()
      // Codes of sources, the most believed first.
      table.json('sources').notNullable()
      // Null: as each source says.
      table.integer('refresh_days').nullable()
      table.unique(['ci_class_id', 'field'])
    })
  }

  override async down() {
    this.schema.dropTableIfExists('ci_source_rankings')
  }
}
