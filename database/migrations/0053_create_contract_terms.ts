import { BaseSchema } from '@adonisjs/lucid/schema'
import type { QueryClientContract } from '@adonisjs/lucid/types/database'

/**
 * What a contract charges, version by version (domain §7.1, §7.2): terms with an order of billing
 * rules, and rate cards they draw prices of work from. Terms of before become the first version.
 */
export default class extends BaseSchema {
  override async up() {
    this.#createRates()
    this.#createTerms()
    this.schema.alterTable('contracts', (table) => {
      table.string('billing_cycle', 20).notNullable().defaultTo('month')
      // The day of the month a billing period begins on, 1 to 28.
      table.integer('anchor_day').notNullable().defaultTo(1)
      table.string('renewal', 20).notNullable().defaultTo('none')
      table.integer('renewal_months').nullable()
      table.integer('notice_days').nullable()
      table.boolean('needs_client_approval').notNullable().defaultTo(false)
    })
    this.schema.createTable('contract_items', (table) => {
      table.increments('id')
      table
        .integer('contract_id')
        .unsigned()
        .notNullable()
        .references('contracts.id')
        .onDelete('CASCADE')
      table.integer('ci_id').unsigned().notNullable().references('configuration_items.id')
      table.unique(['contract_id', 'ci_id'])
      table.index(['ci_id'])
    })
    this.defer(takeOverTerms)
  }

  override async down() {
    this.defer(giveTermsBack)
    for (const table of [
      ...['contract_items', 'billing_rules', 'contract_terms', 'rates', 'rate_cards'],
      ...['person_work_roles', 'work_roles'],
    ]) {
      this.schema.dropTableIfExists(table)
    }
    for (const column of [
      ...['billing_cycle', 'anchor_day', 'renewal', 'renewal_months', 'notice_days'],
      'needs_client_approval',
    ]) {
      this.schema.raw(`alter table contracts drop column ${column}`)
    }
  }

  #createRates() {
    this.schema.createTable('work_roles', (table) => {
      table.increments('id')
      table.string('code', 40).notNullable().unique()
      table.string('label_ru', 120).notNullable()
      table.string('label_en', 120).notNullable()
      // What an hour costs the provider itself, for the margin (§7.5).
      table.integer('cost_per_hour_minor').nullable()
      table.string('cost_currency', 3).nullable()
      table.integer('position').notNullable().defaultTo(0)
    })
    this.schema.createTable('person_work_roles', (table) => {
      table.increments('id')
      table.integer('person_id').unsigned().notNullable().unique().references('people.id')
      table.integer('work_role_id').unsigned().notNullable().references('work_roles.id')
    })
    this.schema.createTable('rate_cards', (table) => {
      table.increments('id')
      table.string('code', 60).notNullable().unique()
      table.string('name_ru', 200).notNullable()
      table.string('name_en', 200).notNullable()
      table.string('currency', 3).notNullable()
      // Hours that cost more than usual; null: every hour costs the same.
      table.json('bands').nullable()
      table.integer('version').notNullable().defaultTo(1)
      table.dateTime('created_at').notNullable()
      table.dateTime('updated_at').notNullable()
    })
    this.schema.createTable('rates', (table) => {
      table.increments('id')
      table
        .integer('rate_card_id')
        .unsigned()
        .notNullable()
        .references('rate_cards.id')
        .onDelete('CASCADE')
      // Null: any.
      table.integer('work_type_id').unsigned().nullable().references('work_types.id')
      table.integer('work_role_id').unsigned().nullable().references('work_roles.id')
      table.string('valid_from', 10).notNullable()
      table.string('valid_to', 10).nullable()
      table.integer('rate_per_hour_minor').notNullable()
      table.index(['rate_card_id'])
    })
  }

  #createTerms() {
    this.schema.createTable('contract_terms', (table) => {
      table.increments('id')
      table
        .integer('contract_id')
        .unsigned()
        .notNullable()
        .references('contracts.id')
        .onDelete('CASCADE')
      // 1 is the contract as signed, each amendment one more.
      table.integer('number').notNullable()
      table.string('valid_from', 10).notNullable()
      // How the parties call the amendment.
      table.string('amendment', 200).nullable()
      table.integer('rate_card_id').unsigned().nullable().references('rate_cards.id')
      table.json('rounding').notNullable()
      table.json('travel').nullable()
      table.json('credits').nullable()
      table.bigInteger('cap_minor').nullable()
      table.integer('cap_minutes').nullable()
      table.dateTime('created_at').notNullable()
      table.dateTime('updated_at').notNullable()
      table.unique(['contract_id', 'number'])
      table.unique(['contract_id', 'valid_from'])
    })
    this.schema.createTable('billing_rules', (table) => {
      table.increments('id')
      table
        .integer('contract_terms_id')
        .unsigned()
        .notNullable()
        .references('contract_terms.id')
        .onDelete('CASCADE')
      table.integer('position').notNullable()
      // Stays the same from version to version, so that balances go on.
      table.string('key', 40).notNullable()
      table.string('kind', 20).notNullable()
      table.string('name_ru', 200).nullable()
      table.string('name_en', 200).nullable()
      table.json('terms').notNullable()
      // Which work the rule takes; null takes all that is left.
      table.json('takes').nullable()
      table.unique(['contract_terms_id', 'key'])
      table.index(['kind'])
    })
  }
}

type OldTerms = {
  rounding: object
  ratePerHourMinor: number
  feeMinor?: number
  includedMinutes?: number
  expiresAfterPeriods?: number
  packUnits?: number
  packPriceMinor?: number
  unitPriceMinor?: number
}

async function takeOverTerms(db: QueryClientContract) {
  const contracts = await db.from('contracts').select('*')
  for (const contract of contracts) {
    const old: OldTerms =
      typeof contract.billing_terms === 'string'
        ? JSON.parse(contract.billing_terms)
        : contract.billing_terms
    const stamps = { created_at: contract.created_at, updated_at: contract.updated_at }
    const [rateCardId] = await db.table('rate_cards').insert({
      ...{ code: `CONTRACT-${contract.id}`, name_ru: contract.number, name_en: contract.number },
      ...{ currency: contract.currency, bands: null, version: 1, ...stamps },
    })
    await db.table('rates').insert({
      ...{ rate_card_id: rateCardId, valid_from: '2019-01-01', valid_to: null },
      rate_per_hour_minor: old.ratePerHourMinor,
    })
    const [termsId] = await db.table('contract_terms').insert({
      ...{ contract_id: contract.id, number: 1, valid_from: contract.starts_on },
      ...{ rate_card_id: rateCardId, rounding: JSON.stringify(old.rounding), ...stamps },
    })
    await db.table('billing_rules').insert({
      ...{ contract_terms_id: termsId, position: 1, key: contract.billing_kind },
      kind: contract.billing_kind,
      terms: JSON.stringify(ruleOf(contract.billing_kind, old)),
    })
  }
}

function ruleOf(kind: string, old: OldTerms): object {
  const overage = old.ratePerHourMinor
  switch (kind) {
    case 'fixed_fee':
      return {
        ...{ feeMinor: old.feeMinor ?? 0, includedMinutes: old.includedMinutes ?? 0 },
        ...{ overageRatePerHourMinor: overage, rollover: false },
      }
    case 'prepaid_block':
      return {
        ...{ feeMinor: old.feeMinor ?? 0, grantMinutes: old.includedMinutes ?? 0 },
        ...{ lifePeriods: old.expiresAfterPeriods ?? null, rolloverCapMinutes: null },
        ...{ overage: { kind: 'rate', ratePerHourMinor: overage }, weighsBands: false },
      }
    case 'incident_pack':
      return {
        ...{ packSize: old.packUnits ?? 1, packPriceMinor: old.packPriceMinor ?? 0 },
        ...{ singlePriceMinor: old.unitPriceMinor ?? 0 },
        purchase: old.unitPriceMinor === undefined ? 'automatic' : 'monthly',
        lifePeriods: old.expiresAfterPeriods ?? null,
      }
    default:
      return { minimumMinor: null, capMinor: null }
  }
}

/** The kind and rounding of the latest terms; what they could not say before is lost. */
async function giveTermsBack(db: QueryClientContract) {
  const terms = await db.from('contract_terms').orderBy('number')
  for (const row of terms) {
    const rule = await db
      .from('billing_rules')
      .where('contract_terms_id', row.id)
      .orderBy('position')
      .first()
    const rate = await db.from('rates').where('rate_card_id', row.rate_card_id).first()
    const rounding = typeof row.rounding === 'string' ? JSON.parse(row.rounding) : row.rounding
    const billing = { rounding, ratePerHourMinor: rate?.rate_per_hour_minor ?? 0 }
    await db
      .from('contracts')
      .where('id', row.contract_id)
      .update({ billing_kind: rule?.kind ?? 'tm', billing_terms: JSON.stringify(billing) })
  }
}
