import { BaseSchema } from '@adonisjs/lucid/schema'

/** Client contracts and the services they cover (domain §7.1). */
export default class extends BaseSchema {
  override async up() {
    this.schema.createTable('contracts', (table) => {
      table.increments('id')
      table.string('number', 40).notNullable().unique()
      table.string('name', 200).notNullable()
      table.integer('organisation_id').unsigned().notNullable().references('organisations.id')
      table
        .integer('provider_organisation_id')
        .unsigned()
        .notNullable()
        .references('organisations.id')
      table.integer('agreement_id').unsigned().notNullable().references('agreements.id')
      table.string('state', 20).notNullable()
      table.string('starts_on', 10).notNullable()
      table.string('ends_on', 10).nullable()
      table.string('time_zone', 60).notNullable()
      table.string('currency', 3).notNullable()
      // standard | none, and how prices stand: exclusive | inclusive
      table.string('vat_profile', 20).notNullable()
      table.string('vat_mode', 20).notNullable()
      // tm | fixed_fee | prepaid_block | incident_pack, with its terms
      table.string('billing_kind', 20).notNullable()
      table.json('billing_terms').notNullable()
      table.json('signatories').notNullable()
      table.integer('version').notNullable().defaultTo(1)
      table.dateTime('created_at').notNullable()
      table.dateTime('updated_at').notNullable()
      table.index(['organisation_id', 'state'])
    })

    this.schema.createTable('contract_services', (table) => {
      table.increments('id')
      table
        .integer('contract_id')
        .unsigned()
        .notNullable()
        .references('contracts.id')
        .onDelete('CASCADE')
      table.integer('service_id').unsigned().notNullable().references('services.id')
      table.unique(['contract_id', 'service_id'])
    })
  }

  override async down() {
    this.schema.dropTableIfExists('contract_services')
    this.schema.dropTableIfExists('contracts')
  }
}
