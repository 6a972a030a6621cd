import { BaseSchema } from '@adonisjs/lucid/schema'

const TABLES = { time_entries: 'work_date', expenses: 'spent_on' } as const

/**
 * What no approved period of a contract has taken is asked for by every bill and locked by every
 * approval: found by one index, it costs the same however long the contract's past is.
 */
export default class extends BaseSchema {
  override async up() {
    for (const [name, day] of Object.entries(TABLES)) {
      this.schema.alterTable(name, (table) => {
        table.index(['contract_id', 'billing_period_id', day])
      })
      this.schema.alterTable(name, (table) => {
        table.dropIndex(['contract_id', day])
      })
    }
  }

  override async down() {
    for (const [name, day] of Object.entries(TABLES)) {
      this.schema.alterTable(name, (table) => {
        table.index(['contract_id', day])
      })
      this.schema.alterTable(name, (table) => {
        table.dropIndex(['contract_id', 'billing_period_id', day])
      })
    }
  }
}
