import { BaseSchema } from '@adonisjs/lucid/schema'

/**
 * What a version was made of, so that a holiday decreed later can be put into one that is in force
 * while another is planned. Null in versions that were written before.
 */
export default class extends BaseSchema {
  override async up() {
    this.schema.alterTable('calendar_versions', (table) => {
      // Without the days of holiday sets.
      table.json('own_exceptions').nullable()
      // In the order in which they count.
      table.json('holiday_set_ids').nullable()
    })
  }

  override async down() {
    this.schema.alterTable('calendar_versions', (table) => {
      table.dropColumn('own_exceptions')
      table.dropColumn('holiday_set_ids')
    })
  }
}
