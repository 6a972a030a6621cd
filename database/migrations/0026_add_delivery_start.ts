import { BaseSchema } from '@adonisjs/lucid/schema'

/** When the delivery of a request begins to count (domain §2.2, §3.2). */
export default class extends BaseSchema {
  override async up() {
    this.schema.alterTable('agreements', (table) => {
      table.string('delivery_start', 20).notNullable().defaultTo('approval')
    })
    // Versions of before tell it too, or the next one would look changed.
    this.schema.raw(
      `update agreement_versions set content = json_set(content, '$.deliveryStart', 'approval')`
    )
  }

  override async down() {
    this.schema.raw(
      `update agreement_versions set content = json_remove(content, '$.deliveryStart')`
    )
    this.schema.raw('alter table agreements drop column delivery_start')
  }
}
