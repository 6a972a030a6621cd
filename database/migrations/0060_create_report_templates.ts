import { BaseSchema } from '@adonisjs/lucid/schema'

/** How reports look (domain §7.7): logo, colour, own words, what is in them; one for each contract. */
export default class extends BaseSchema {
  override async up() {
    this.schema.createTable('report_templates', (table) => {
      table.increments('id')
      table.string('name', 100).notNullable().unique()
      // Of contracts that have chosen none; at most one.
      table.boolean('is_default').notNullable().defaultTo(false)
      // `#rrggbb`
      table.string('accent_colour', 7).notNullable()
      table.string('cover_ru', 1000).nullable()
      table.string('cover_en', 1000).nullable()
      table.string('footer_ru', 200).nullable()
      table.string('footer_en', 200).nullable()
      // Sections that are left out.
      table.json('left_out').notNullable()
      // name | role
      table.string('engineers', 10).notNullable()
      table.integer('logo_upload_id').unsigned().nullable().references('uploads.id')
      table.integer('version').notNullable().defaultTo(1)
      table.dateTime('created_at').notNullable()
      table.dateTime('updated_at').notNullable()
    })
    this.schema.createTable('contract_report_templates', (table) => {
      table.integer('contract_id').unsigned().primary().references('contracts.id')
      table.integer('report_template_id').unsigned().notNullable().references('report_templates.id')
      table.index(['report_template_id'])
    })
  }

  override async down() {
    this.schema.dropTable('contract_report_templates')
    this.schema.dropTable('report_templates')
  }
}
