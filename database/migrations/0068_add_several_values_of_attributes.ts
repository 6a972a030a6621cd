import { BaseSchema } from '@adonisjs/lucid/schema'

/** Whether an attribute holds several values, such as the addresses of a server (domain §4.8). */
export default class extends BaseSchema {
  override async up() {
    this.schema.alterTable('ci_class_attributes', (table) => {
      table.boolean('is_multiple').notNullable().defaultTo(false)
    })
  }

  override async down() {
    this.schema.raw('alter table ci_class_attributes drop column is_multiple')
  }
}
