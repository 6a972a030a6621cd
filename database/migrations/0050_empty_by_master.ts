import { parseJson } from '#core/columns'
import { BaseSchema } from '@adonisjs/lucid/schema'

/**
 * Whether an empty value of a source erases is said per field of its master (domain §4.8): what a
 * whole source was allowed becomes a rule of the fields it is the master of.
 */
export default class extends BaseSchema {
  override async up() {
    this.defer(async (db) => {
      const sources = await db.from('ci_sources').where('null_erases', true)
      for (const { id, policies } of sources) {
        const known = parseJson<Record<string, string>>(policies) ?? {}
        const told = Object.entries(known).map(([field, policy]) => [
          field,
          policy === 'master' ? 'emptying_master' : policy,
        ])
        const row = { policies: JSON.stringify(Object.fromEntries(told)), null_erases: false }
        await db.from('ci_sources').where('id', id).update(row)
      }
    })
    this.schema.raw('alter table ci_sources drop column null_erases')
  }

  override async down() {
    this.schema.alterTable('ci_sources', (table) => {
      table.boolean('null_erases').notNullable().defaultTo(false)
    })
  }
}
