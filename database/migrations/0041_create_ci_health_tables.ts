import { BaseSchema } from '@adonisjs/lucid/schema'

const MOMENTS = ['last_seen_at', 'last_verified_at'] as const
const VERIFIED_BY = 'last_verified_by_user_id'

/** When items were seen and checked last; the health of the CMDB by day, its rules and findings (domain §4.7). */
export default class extends BaseSchema {
  override async up() {
    this.schema.alterTable('configuration_items', (table) => {
      for (const moment of MOMENTS) table.dateTime(moment).nullable()
      table.integer(VERIFIED_BY).unsigned().nullable()
    })

    this.schema.createTable('ci_health_settings', (table) => {
      table.increments('id')
      table.integer('completeness_weight').notNullable().defaultTo(1)
      table.integer('correctness_weight').notNullable().defaultTo(1)
      table.integer('compliance_weight').notNullable().defaultTo(1)
      table.dateTime('last_run_at').nullable()
      table.integer('version').notNullable().defaultTo(1)
      table.dateTime('created_at').notNullable()
      table.dateTime('updated_at').notNullable()
    })

    this.schema.createTable('ci_health_rules', (table) => {
      table.increments('id')
      // Of the rules Opora ships with.
      table.string('code', 60).nullable().unique()
      // Null: of all classes. A rule holds for the classes below its own, too.
      table
        .integer('ci_class_id')
        .unsigned()
        .nullable()
        .references('ci_classes.id')
        .onDelete('CASCADE')
      table.string('kind', 20).notNullable()
      table.json('environments').notNullable()
      table.json('relation_types').notNullable()
      // A column of the item or the key of an attribute.
      table.string('field', 80).nullable()
      table.json('allowed_values').notNullable()
      table.integer('days').nullable()
      table.integer('verified_days').nullable()
      table.boolean('is_active').notNullable().defaultTo(true)
      table.integer('version').notNullable().defaultTo(1)
      table.dateTime('created_at').notNullable()
      table.dateTime('updated_at').notNullable()
      table.index(['ci_class_id'])
    })

    // One row per day, organisation and class: every other figure is a sum of these.
    this.schema.createTable('ci_health_days', (table) => {
      table.increments('id')
      table.string('day', 10).notNullable()
      table
        .integer('organisation_id')
        .unsigned()
        .notNullable()
        .references('organisations.id')
        .onDelete('CASCADE')
      table
        .integer('ci_class_id')
        .unsigned()
        .notNullable()
        .references('ci_classes.id')
        .onDelete('CASCADE')
      for (const counter of COUNTERS) table.integer(counter).notNullable().defaultTo(0)
      table.unique(['day', 'organisation_id', 'ci_class_id'], {
        indexName: 'ci_health_days_unique',
      })
      table.index(['organisation_id'])
      table.index(['ci_class_id'])
    })

    this.schema.createTable('ci_health_findings', (table) => {
      table.increments('id')
      table
        .integer('item_id')
        .unsigned()
        .notNullable()
        .references('configuration_items.id')
        .onDelete('CASCADE')
      table.string('kpi', 20).notNullable()
      table.string('reason', 30).notNullable()
      // 0 where no rule stands behind the reason, so that one item has each reason once.
      table.integer('rule_id').notNullable().defaultTo(0)
      table.json('details').notNullable()
      // found: a figure fails; open | in_work | done | waived: somebody has to mend it.
      table.string('state', 20).notNullable()
      table.boolean('is_present').notNullable().defaultTo(true)
      table
        .integer('assigned_team_id')
        .unsigned()
        .nullable()
        .references('teams.id')
        .onDelete('SET NULL')
      table
        .integer('assigned_person_id')
        .unsigned()
        .nullable()
        .references('people.id')
        .onDelete('SET NULL')
      table.string('due_on', 10).nullable()
      table.text('waive_reason').nullable()
      table.dateTime('closed_at').nullable()
      table.dateTime('first_found_at').notNullable()
      table.integer('version').notNullable().defaultTo(1)
      table.dateTime('created_at').notNullable()
      table.dateTime('updated_at').notNullable()
      table.unique(['item_id', 'reason', 'rule_id'], { indexName: 'ci_health_findings_unique' })
      table.index(['is_present', 'kpi', 'reason', 'id'])
      table.index(['assigned_team_id', 'state'])
      table.index(['assigned_person_id', 'state'])
      table.index(['state', 'due_on'])
    })
  }

  override async down() {
    for (const table of ['findings', 'days', 'rules', 'settings']) {
      this.schema.dropTableIfExists(`ci_health_${table}`)
    }
    if (this.db.dialect.name === 'better-sqlite3') {
      // knex would copy the whole table.
      for (const column of [...MOMENTS, VERIFIED_BY]) {
        this.schema.raw(`alter table configuration_items drop column ${column}`)
      }
      return
    }
    this.schema.alterTable('configuration_items', (table) => {
      table.dropColumns(...MOMENTS, VERIFIED_BY)
    })
  }
}

const COUNTERS = [
  ...['items', 'complete', 'recommended_cells', 'recommended_filled', 'orphans', 'stale'],
  ...['duplicates', 'checks', 'passed_checks', 'verified', 'relations', 'duplicate_relations'],
  ...['orphan_relations', 'stale_relations', 'sound_relations'],
]
