import { BaseSchema } from '@adonisjs/lucid/schema'

const ADDED = {
  configuration_items: ['set_aside'],
  ci_class_attributes: [
    ...['hint_ru', 'hint_en', 'section_ru', 'section_en', 'is_recommended', 'unique_scope'],
    ...['is_searchable', 'is_discovered', 'keeps_history', 'default_value', 'pattern'],
    ...['min_value', 'max_value', 'reference_class', 'is_builtin', 'retired_at', 'index_state'],
  ],
  ci_classes: [
    ...['description_ru', 'description_en', 'lifecycle', 'is_change_controlled', 'is_hidden'],
    ...['naming_rule', 'naming_hint_ru', 'naming_hint_en', 'identifiers', 'is_builtin'],
    ...['is_customised', 'version', 'schema_version'],
  ],
}

/** Classes and attributes that an administrator shapes (CFG-02, CFG-13), and their side index. */
export default class extends BaseSchema {
  override async up() {
    this.schema.alterTable('ci_classes', (table) => {
      table.string('description_ru', 500).nullable()
      table.string('description_en', 500).nullable()
      table.string('lifecycle', 20).notNullable().defaultTo('hardware')
      table.boolean('is_change_controlled').notNullable().defaultTo(false)
      table.boolean('is_hidden').notNullable().defaultTo(false)
      table.string('naming_rule', 200).nullable()
      table.string('naming_hint_ru', 200).nullable()
      table.string('naming_hint_en', 200).nullable()
      // Ordered lists of keys; null is what the class above says.
      table.json('identifiers').nullable()
      table.boolean('is_builtin').notNullable().defaultTo(false)
      table.boolean('is_customised').notNullable().defaultTo(false)
      table.integer('version').notNullable().defaultTo(1)
      // Raised for a class and all below it: what their items are checked by has changed.
      table.bigInteger('schema_version').notNullable().defaultTo(1)
    })

    this.schema.alterTable('ci_class_attributes', (table) => {
      table.string('hint_ru', 200).nullable()
      table.string('hint_en', 200).nullable()
      table.string('section_ru', 80).nullable()
      table.string('section_en', 80).nullable()
      table.boolean('is_recommended').notNullable().defaultTo(false)
      // class | organisation: within what no two items have the same value
      table.string('unique_scope', 20).nullable()
      table.boolean('is_searchable').notNullable().defaultTo(false)
      table.boolean('is_discovered').notNullable().defaultTo(false)
      table.boolean('keeps_history').notNullable().defaultTo(true)
      table.string('default_value', 500).nullable()
      table.string('pattern', 200).nullable()
      table.string('min_value', 40).nullable()
      table.string('max_value', 40).nullable()
      table.string('reference_class', 60).nullable()
      table.boolean('is_builtin').notNullable().defaultTo(false)
      table.dateTime('retired_at').nullable()
      // none | building | ready: whether the side index holds the values of all items
      table.string('index_state', 10).notNullable().defaultTo('none')
    })

    this.schema.createTable('ci_attribute_overrides', (table) => {
      table.increments('id')
      table
        .integer('ci_class_id')
        .unsigned()
        .notNullable()
        .references('ci_classes.id')
        .onDelete('CASCADE')
      table
        .integer('attribute_id')
        .unsigned()
        .notNullable()
        .references('ci_class_attributes.id')
        .onDelete('CASCADE')
      table.boolean('is_required').notNullable().defaultTo(false)
      table.boolean('is_recommended').notNullable().defaultTo(false)
      table.string('default_value', 500).nullable()
      table.string('label_ru', 120).nullable()
      table.string('label_en', 120).nullable()
      table.unique(['ci_class_id', 'attribute_id'])
    })

    this.schema.createTable('ci_attribute_values', (table) => {
      table.increments('id')
      table
        .integer('item_id')
        .unsigned()
        .notNullable()
        .references('configuration_items.id')
        .onDelete('CASCADE')
      table
        .integer('attribute_id')
        .unsigned()
        .notNullable()
        .references('ci_class_attributes.id')
        .onDelete('CASCADE')
      table.string('string_value', 190).nullable()
      table.double('number_value').nullable()
      table.dateTime('date_value').nullable()
      table.integer('person_id').unsigned().nullable().references('people.id')
      // The organisation, or 0 where the value is the only one of the whole class.
      table.integer('unique_scope_id').unsigned().nullable()
      // A digest of the normalised value: equal on both databases, whatever the length.
      table.string('unique_digest', 64).nullable()
      table.unique(['attribute_id', 'unique_scope_id', 'unique_digest'], {
        indexName: 'ci_attribute_values_only_one',
      })
      table.index(['attribute_id', 'string_value', 'item_id'], 'ci_attribute_values_strings')
      table.index(['attribute_id', 'number_value', 'item_id'], 'ci_attribute_values_numbers')
      table.index(['attribute_id', 'date_value', 'item_id'], 'ci_attribute_values_dates')
      table.index(['item_id', 'attribute_id'], 'ci_attribute_values_items')
    })

    // What an item lost by moving to another class, to be had back when it returns.
    this.schema.alterTable('configuration_items', (table) => {
      table.json('set_aside').nullable()
    })
  }

  /** Column by column: knex would copy the whole table on SQLite. */
  override async down() {
    this.schema.dropTableIfExists('ci_attribute_values')
    this.schema.dropTableIfExists('ci_attribute_overrides')
    for (const [table, columns] of Object.entries(ADDED)) {
      for (const column of columns) this.schema.raw(`alter table ${table} drop column ${column}`)
    }
  }
}
