import { BaseSchema } from '@adonisjs/lucid/schema'

/** Service reviews, the register of improvements, complaints and compliments (SLM-11, SLM-13, ISO-05). */
export default class extends BaseSchema {
  override async up() {
    this.schema.createTable('feedback_records', (table) => {
      table.increments('id')
      table.string('number', 20).notNullable().unique()
      // complaint | compliment
      table.string('kind', 20).notNullable()
      // received | investigated | answered | closed; a compliment has none.
      table.string('state', 20).nullable()
      table.integer('organisation_id').unsigned().notNullable().references('organisations.id')
      table.integer('person_id').unsigned().nullable().references('people.id')
      // Of somebody the directory does not know.
      table.string('said_by', 200).nullable()
      table.string('channel', 20).notNullable()
      table.string('received_on', 10).notNullable()
      table.integer('ticket_id').unsigned().nullable().references('tickets.id')
      table.integer('service_id').unsigned().nullable().references('services.id')
      table.integer('team_id').unsigned().nullable().references('teams.id')
      table.integer('about_person_id').unsigned().nullable().references('people.id')
      table.text('text').notNullable()
      // low | medium | high, of complaints alone.
      table.string('severity', 20).nullable()
      table.string('due_on', 10).nullable()
      table.integer('owner_id').unsigned().nullable().references('people.id')
      table.text('finding').nullable()
      table.boolean('is_justified').nullable()
      table.text('answer_text').nullable()
      table.dateTime('answered_at').nullable()
      table.integer('registered_by_id').unsigned().nullable().references('people.id')
      table.integer('version').notNullable().defaultTo(1)
      table.dateTime('created_at').notNullable()
      table.dateTime('updated_at').notNullable()
      table.index(['organisation_id', 'received_on'])
      table.index(['state', 'due_on'])
    })

    this.schema.createTable('improvements', (table) => {
      table.increments('id')
      table.string('number', 20).notNullable().unique()
      table.string('title', 200).notNullable()
      table.text('description').notNullable()
      // review | complaint | audit | incident | idea
      table.string('source', 20).notNullable()
      // The number of the record it came from.
      table.string('source_number', 40).nullable()
      table.integer('organisation_id').unsigned().notNullable().references('organisations.id')
      table.integer('service_id').unsigned().nullable().references('services.id')
      table.text('expected_benefit').nullable()
      // 1 is small, 3 is large; the priority follows from both.
      table.integer('effort').nullable()
      table.integer('value').nullable()
      table.integer('priority').nullable()
      table.integer('owner_id').unsigned().nullable().references('people.id')
      table.string('due_on', 10).nullable()
      // proposed | approved | in_progress | done | rejected
      table.string('state', 20).notNullable()
      table.text('rejection_reason').nullable()
      table.text('result').nullable()
      table.string('done_on', 10).nullable()
      table.integer('proposed_by_id').unsigned().nullable().references('people.id')
      table.integer('version').notNullable().defaultTo(1)
      table.dateTime('created_at').notNullable()
      table.dateTime('updated_at').notNullable()
      table.index(['organisation_id', 'state'])
      table.index(['state', 'due_on'])
      table.index(['source', 'source_number'])
    })

    this.schema.createTable('service_reviews', (table) => {
      table.increments('id')
      table.string('number', 20).notNullable().unique()
      table.integer('organisation_id').unsigned().notNullable().references('organisations.id')
      table.string('period_from', 10).notNullable()
      table.string('period_to', 10).notNullable()
      table.string('planned_on', 10).notNullable()
      // planned | held | closed
      table.string('state', 20).notNullable()
      // Months until the next one.
      table.integer('interval_months').notNullable()
      table.text('agenda').nullable()
      table.text('minutes').nullable()
      table.text('decisions').nullable()
      table.string('held_on', 10).nullable()
      // The service levels of the period as they stood when the review was held.
      table.json('figures').nullable()
      table.integer('version').notNullable().defaultTo(1)
      table.dateTime('created_at').notNullable()
      table.dateTime('updated_at').notNullable()
      table.index(['organisation_id', 'planned_on'])
      table.index(['state', 'planned_on'])
    })

    this.#createLinks('service_review_services', 'service_id', 'services')
    this.#createLinks('service_review_agreements', 'agreement_id', 'agreements')
    this.#createLinks('service_review_participants', 'person_id', 'people')
  }

  override async down() {
    for (const table of ['participants', 'agreements', 'services']) {
      this.schema.dropTable(`service_review_${table}`)
    }
    for (const table of ['service_reviews', 'improvements', 'feedback_records']) {
      this.schema.dropTable(table)
    }
  }

  #createLinks(name: string, column: string, referred: string) {
    this.schema.createTable(name, (table) => {
      table.increments('id')
      table.integer('service_review_id').unsigned().notNullable().references('service_reviews.id')
      table.integer(column).unsigned().notNullable().references(`${referred}.id`)
      table.unique(['service_review_id', column])
      table.index([column])
    })
  }
}
