import { ownDatabase } from '#tests/helpers/own_database'
import app from '@adonisjs/core/services/app'
import { MigrationRunner } from '@adonisjs/lucid/migration'
import db from '@adonisjs/lucid/services/db'
import type { QueryClientContract } from '@adonisjs/lucid/types/database'
import { test } from '@japa/runner'

const AT = { created_at: '2026-01-01 00:00:00', updated_at: '2026-01-01 00:00:00' }
const ROUNDING = { scope: 'ticket_day', minimum: 15, increment: 15, mode: 'up' }

/** How a contract billed before it was composed of rules, and the rule that says the same. */
const KINDS = [
  {
    kind: 'tm',
    before: { ratePerHourMinor: 300_000 },
    after: { minimumMinor: null, capMinor: null },
  },
  {
    kind: 'fixed_fee',
    before: { ratePerHourMinor: 320_000, feeMinor: 6_000_000, includedMinutes: 600 },
    after: {
      ...{ feeMinor: 6_000_000, includedMinutes: 600, overageRatePerHourMinor: 320_000 },
      rollover: false,
    },
  },
  {
    kind: 'prepaid_block',
    before: {
      ...{ ratePerHourMinor: 280_000, feeMinor: 2_500_000, includedMinutes: 600 },
      expiresAfterPeriods: 3,
    },
    after: {
      ...{ feeMinor: 2_500_000, grantMinutes: 600, lifePeriods: 3, rolloverCapMinutes: null },
      ...{ overage: { kind: 'rate', ratePerHourMinor: 280_000 }, weighsBands: false },
    },
  },
  {
    kind: 'incident_pack',
    before: {
      ...{ ratePerHourMinor: 0, packUnits: 10, packPriceMinor: 3_000_000 },
      ...{ unitPriceMinor: 350_000, expiresAfterPeriods: 2 },
    },
    after: {
      ...{ packSize: 10, packPriceMinor: 3_000_000, singlePriceMinor: 350_000 },
      ...{ purchase: 'monthly', lifePeriods: 2 },
    },
  },
] as const

async function migrate(connectionName: string, way: { step?: number } = {}) {
  const options =
    way.step === undefined
      ? { direction: 'up' as const }
      : { direction: 'down' as const, step: way.step }
  const runner = new MigrationRunner(db, app, { connectionName, disableLocks: true, ...options })
  await runner.run()
  if (runner.error) throw runner.error
}

/** Back to when a contract had one way of billing. */
async function backToSingleKind(connectionName: string) {
  await migrate(connectionName)
  await backBefore(connectionName, '0053')
}

/** Takes back a migration and all after it. */
async function backBefore(connectionName: string, number: string) {
  const runner = new MigrationRunner(db, app, { connectionName, direction: 'up' })
  const names = (await runner.getList()).map(({ name }) => name)
  const step = names.length - names.findIndex((name) => name.includes(`/${number}_`))
  await migrate(connectionName, { step })
}

async function signContracts(client: QueryClientContract) {
  const party = { kind: 'client', path: '/1/', time_zone: 'Europe/Moscow', locale: 'ru', ...AT }
  await client.table('organisations').insert({ id: 1, code: 'ACME', name: 'Acme', ...party })
  await client.table('calendars').insert({
    ...{ id: 1, code: 'C', name_ru: 'К', name_en: 'C', time_zone: 'UTC', week: '{}', ...AT },
  })
  await client.table('agreements').insert({
    ...{ id: 1, code: 'A', kind: 'sla', name_ru: 'А', name_en: 'A', calendar_id: 1 },
    ...{ valid_from: '2020-01-01', pause_states: '[]', ...AT },
  })
  await client.table('contracts').multiInsert(
    KINDS.map(({ kind, before }, index) => ({
      ...{ id: index + 1, number: `C-${index + 1}`, name: 'Support', organisation_id: 1 },
      ...{ provider_organisation_id: 1, agreement_id: 1, state: 'active', version: 1 },
      ...{ starts_on: '2025-04-01', time_zone: 'Europe/Moscow', currency: 'RUB' },
      ...{ vat_profile: 'standard', vat_mode: 'exclusive', signatories: '{}', ...AT },
      billing_kind: kind,
      billing_terms: JSON.stringify({ rounding: ROUNDING, ...before }),
    }))
  )
}

const parsed = (value: unknown) => (typeof value === 'string' ? JSON.parse(value) : value)

test.group('Terms of before contracts were composed of rules', () => {
  test('§7.2 each of the four kinds comes through as a rule that says the same', async ({
    assert,
    cleanup,
  }) => {
    const { connectionName, client } = await ownDatabase(cleanup)
    await backToSingleKind(connectionName)
    await signContracts(client)
    await migrate(connectionName)
    for (const [index, { kind, before, after }] of KINDS.entries()) {
      const [terms, ...others] = await client.from('contract_terms').where('contract_id', index + 1)
      assert.lengthOf(others, 0)
      assert.containSubset(terms, { number: 1, valid_from: '2025-04-01' })
      assert.deepEqual(parsed(terms.rounding), ROUNDING)
      const rules = await client.from('billing_rules').where('contract_terms_id', terms.id)
      assert.deepEqual(
        rules.map((rule) => [rule.position, rule.key, rule.kind, parsed(rule.takes)]),
        [[1, kind, kind, null]]
      )
      assert.deepEqual(parsed(rules[0].terms), after)
      const card = await client.from('rate_cards').where('id', terms.rate_card_id).firstOrFail()
      assert.deepEqual([card.currency, parsed(card.bands)], ['RUB', null])
      const rates = await client.from('rates').where('rate_card_id', card.id)
      assert.deepEqual(
        rates.map((rate) => [rate.work_type_id, rate.work_role_id, rate.rate_per_hour_minor]),
        [[null, null, before.ratePerHourMinor]]
      )
    }
  }).timeout(120_000)

  test('§7.2 going back, a contract has its kind, rounding and price of an hour again', async ({
    assert,
    cleanup,
  }) => {
    const { connectionName, client } = await ownDatabase(cleanup)
    await backToSingleKind(connectionName)
    await signContracts(client)
    await migrate(connectionName)
    await backBefore(connectionName, '0053')
    const contracts = await client.from('contracts').orderBy('id')
    assert.deepEqual(
      contracts.map((contract) => [contract.billing_kind, parsed(contract.billing_terms)]),
      KINDS.map(({ kind, before: { ratePerHourMinor } }) => [
        kind,
        { rounding: ROUNDING, ratePerHourMinor },
      ])
    )
  }).timeout(120_000)

  test('§7.3 dearer hours of before count since the first rate of their card, and go back without dates', async ({
    assert,
    cleanup,
  }) => {
    const { connectionName, client } = await ownDatabase(cleanup)
    await migrate(connectionName)
    await backBefore(connectionName, '0065')
    const night = { band: 'night', multiplier: '2', days: 'any', fromMinute: 0, toMinute: 360 }
    const card = { name_ru: 'К', name_en: 'C', currency: 'RUB', version: 1, ...AT }
    await client.table('rate_cards').multiInsert([
      { id: 1, code: 'plain', bands: null, ...card },
      { id: 2, code: 'dear', bands: JSON.stringify({ windows: [night] }), ...card },
    ])
    await client.table('rates').multiInsert(
      ['2021-01-01', '2020-02-01'].map((from) => ({
        ...{ rate_card_id: 2, valid_from: from, rate_per_hour_minor: 1 },
      }))
    )
    const bands = async () =>
      (await client.from('rate_cards').orderBy('id')).map((row) => parsed(row.bands))
    await migrate(connectionName)
    const dated = { ...night, validFrom: '2020-02-01', validTo: null }
    assert.deepEqual(await bands(), [null, { windows: [dated] }])
    const over = { ...dated, band: 'evening', validTo: '2024-12-31' }
    await client
      .from('rate_cards')
      .where('id', 2)
      .update({ bands: JSON.stringify({ windows: [dated, over] }) })
    await backBefore(connectionName, '0065')
    assert.deepEqual(await bands(), [null, { windows: [night] }])
  }).timeout(120_000)
})
