import { BaseSchema } from '@adonisjs/lucid/schema'

/** Classes, configuration items and typed relations (domain §4). */
export default class extends BaseSchema {
  override async up() {
    this.schema.createTable('ci_classes', (table) => {
      table.increments('id')
      table.string('code', 60).notNullable().unique()
      table.string('class_group', 40).notNullable()
      table.integer('parent_id').unsigned().nullable().references('ci_classes.id')
      table.string('label_ru', 120).notNullable()
      table.string('label_en', 120).notNullable()
      table.string('icon', 60).notNullable()
      table.boolean('is_abstract').notNullable().defaultTo(false)
      table.integer('position').notNullable().defaultTo(0)
      table.dateTime('created_at').notNullable()
      table.dateTime('updated_at').notNullable()
    })

    this.schema.createTable('ci_class_attributes', (table) => {
      table.increments('id')
      table
        .integer('ci_class_id')
        .unsigned()
        .notNullable()
        .references('ci_classes.id')
        .onDelete('CASCADE')
      table.string('key', 60).notNullable()
      table.string('type', 20).notNullable()
      table.string('label_ru', 120).notNullable()
      table.string('label_en', 120).notNullable()
      table.string('unit', 20).nullable()
      table.boolean('is_required').notNullable().defaultTo(false)
      table.json('options').nullable()
      table.integer('position').notNullable().defaultTo(0)
      table.unique(['ci_class_id', 'key'])
    })

    this.schema.createTable('configuration_items', (table) => {
      table.increments('id')
      table.string('number', 20).notNullable().unique()
      table.string('name', 200).notNullable()
      table.integer('ci_class_id').unsigned().notNullable().references('ci_classes.id')
      table.integer('organisation_id').unsigned().notNullable().references('organisations.id')
      table.integer('site_id').unsigned().nullable().references('sites.id')
      table.string('status', 20).notNullable()
      table.string('operational_state', 20).notNullable().defaultTo('unknown')
      table.string('environment', 10).notNullable()
      table.integer('criticality').notNullable().defaultTo(3)
      table.integer('support_team_id').unsigned().nullable().references('teams.id')
      table.integer('owner_person_id').unsigned().nullable().references('people.id')
      // The catalogue's service this item stands for in the graph.
      table.integer('service_id').unsigned().nullable().references('services.id')
      table.string('vendor', 120).nullable()
      table.string('model', 120).nullable()
      table.string('serial_number', 120).nullable()
      table.string('ip_address', 60).nullable()
      table.text('description').nullable()
      table.json('attributes').notNullable()
      table.integer('version').notNullable().defaultTo(1)
      table.dateTime('created_at').notNullable()
      table.dateTime('updated_at').notNullable()
      table.index(['ci_class_id', 'name'])
      table.index(['organisation_id', 'name'])
      table.index(['name'])
      table.index(['serial_number'])
      table.index(['service_id'])
    })

    this.schema.createTable('relation_types', (table) => {
      table.increments('id')
      table.string('code', 40).notNullable().unique()
      table.string('forward_ru', 120).notNullable()
      table.string('forward_en', 120).notNullable()
      table.string('inverse_ru', 120).notNullable()
      table.string('inverse_en', 120).notNullable()
      // target_to_source | source_to_target | none: where the failure of one end goes
      table.string('impact_flow', 20).notNullable()
      table.string('default_rule', 20).notNullable()
      table.integer('default_rule_value').nullable()
      table.integer('position').notNullable().defaultTo(0)
    })

    this.schema.createTable('ci_relations', (table) => {
      table.increments('id')
      table.integer('relation_type_id').unsigned().notNullable().references('relation_types.id')
      table.integer('source_id').unsigned().notNullable().references('configuration_items.id')
      table.integer('target_id').unsigned().notNullable().references('configuration_items.id')
      // Relations of one consumer with the same key form one redundancy group.
      table.string('group_key', 60).nullable()
      table.string('rule', 20).nullable()
      table.integer('rule_value').nullable()
      table.string('valid_from', 10).nullable()
      table.string('valid_to', 10).nullable()
      table.dateTime('created_at').notNullable()
      table.dateTime('updated_at').notNullable()
      table.unique(['relation_type_id', 'source_id', 'target_id'])
      table.index(['source_id'])
      table.index(['target_id'])
    })

    // One row; every write of a relation or item raises it, so each process knows its snapshot is old.
    this.schema.createTable('impact_graph_versions', (table) => {
      table.integer('id').primary()
      table.bigInteger('version').notNullable()
    })
    this.defer(async (db) => {
      await db.table('impact_graph_versions').insert({ id: 1, version: 1 })
    })
  }

  override async down() {
    const tables = [
      'impact_graph_versions',
      'ci_relations',
      'relation_types',
      'configuration_items',
    ]
    for (const table of [...tables, 'ci_class_attributes', 'ci_classes']) {
      this.schema.dropTableIfExists(table)
    }
  }
}
