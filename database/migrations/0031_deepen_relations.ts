import { BaseSchema } from '@adonisjs/lucid/schema'

/** Relations with a history, pairs of classes per type, and a journal of changes of the graph (domain §4.3, §4.4). */
export default class extends BaseSchema {
  override async up() {
    this.schema.alterTable('relation_types', (table) => {
      table.boolean('is_symmetric').notNullable().defaultTo(false)
      // Carries a failure only where a relation has a group key: cabling does as an uplink.
      table.boolean('is_carried_by_group').notNullable().defaultTo(false)
      table.integer('version').notNullable().defaultTo(1)
    })

    // A type without pairs takes any two items. An end is "any", "group:code" or "class:code".
    this.schema.createTable('relation_type_pairs', (table) => {
      table.increments('id')
      table
        .integer('relation_type_id')
        .unsigned()
        .notNullable()
        .references('relation_types.id')
        .onDelete('CASCADE')
      table.string('source_end', 80).notNullable()
      table.string('target_end', 80).notNullable()
      table.unique(['relation_type_id', 'source_end', 'target_end'], {
        indexName: 'relation_type_pairs_ends_unique',
      })
    })

    this.schema.alterTable('ci_relations', (table) => {
      // Instead of the type's flow: none | target_to_source | source_to_target
      table.string('propagates', 20).nullable()
      table.string('data_source', 40).notNullable().defaultTo('manual')
      table.integer('confidence').notNullable().defaultTo(100)
      // The day since which the row says what it says; none for one that was never edited.
      table.string('holds_from', 10).nullable()
      table.integer('version').notNullable().defaultTo(1)
      // The same two may be related again later, so only periods must not overlap.
      table.index(['relation_type_id', 'source_id', 'target_id'], 'ci_relations_ends_index')
    })
    this.schema.alterTable('ci_relations', (table) => {
      table.dropUnique(['relation_type_id', 'source_id', 'target_id'])
    })

    // What a relation said before it was edited or taken away, for the graph as of a day.
    this.schema.createTable('past_ci_relations', (table) => {
      table.increments('id')
      table.integer('relation_id').unsigned().notNullable()
      table.integer('relation_type_id').unsigned().notNullable().references('relation_types.id')
      table.integer('source_id').unsigned().notNullable().references('configuration_items.id')
      table.integer('target_id').unsigned().notNullable().references('configuration_items.id')
      table.string('group_key', 60).nullable()
      table.string('rule', 20).nullable()
      table.integer('rule_value').nullable()
      table.string('propagates', 20).nullable()
      table.string('valid_from', 10).nullable()
      table.string('valid_to', 10).nullable()
      // Both days belong to it.
      table.string('holds_from', 10).notNullable()
      table.string('holds_until', 10).notNullable()
      table.index(['holds_until'])
    })

    // What changed with each version of the graph, so that a process reads that and not everything.
    this.schema.createTable('impact_graph_changes', (table) => {
      table.increments('id')
      table.bigInteger('version').notNullable()
      table.bigInteger('previous_version').notNullable()
      table.string('kind', 20).notNullable()
      table.integer('record_id').unsigned().notNullable()
      table.index(['version'])
    })

    this.defer(async (db) => {
      const types = (code: string) => db.from('relation_types').where({ code })
      await types('integrates_with').update({ is_symmetric: true })
      await types('connects_to').update({ is_carried_by_group: true })
    })
  }

  override async down() {
    this.schema.dropTable('impact_graph_changes')
    this.schema.dropTable('past_ci_relations')
    this.schema.alterTable('ci_relations', (table) => {
      table.unique(['relation_type_id', 'source_id', 'target_id'])
    })
    this.schema.alterTable('ci_relations', (table) => {
      table.dropIndex([], 'ci_relations_ends_index')
      table.dropColumn('propagates')
      table.dropColumn('data_source')
      table.dropColumn('confidence')
      table.dropColumn('holds_from')
      table.dropColumn('version')
    })
    this.schema.dropTable('relation_type_pairs')
    this.schema.alterTable('relation_types', (table) => {
      table.dropColumn('is_symmetric')
      table.dropColumn('is_carried_by_group')
      table.dropColumn('version')
    })
  }
}
