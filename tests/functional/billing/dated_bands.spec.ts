import Rate from '#contracts/models/rate'
import RateCard from '#contracts/models/rate_card'
import type { BandWindow } from '#contracts/models/terms_types'
import { contractReport } from '#billing/queries/contract_report'
import { billBy, logWork } from '#tests/helpers/billing'
import { approveMonth, createAccountManager, historyOf } from '#tests/helpers/contracts'
import { wrapInTransaction } from '#tests/helpers/database'
import { createDesk, createIncident, letTimeRun, moveTo, type Desk } from '#tests/helpers/desk'
import db from '@adonisjs/lucid/services/db'
import type { ApiClient } from '@japa/api-client'
import { test } from '@japa/runner'

const NIGHT: BandWindow = {
  ...{ band: 'night', multiplier: '2', days: 'any', fromMinute: 0, toMinute: 1440 },
  ...{ validFrom: '2026-01-01', validTo: null },
}

test.group('Hours that cost more from a date on', (group) => {
  let desk: Desk
  let card: RateCard

  group.each.setup(wrapInTransaction)
  group.each.setup(async () => {
    moveTo('2026-03-01 09:00')
    desk = await createDesk()
    await billBy(desk, 'tm', { ratePerHourMinor: 300_000 }, { startsOn: '2026-02-01' })
    const terms = await db
      .from('contract_terms')
      .where('contract_id', desk.contract.id)
      .firstOrFail()
    card = await RateCard.findOrFail(terms.rate_card_id)
    await card.merge({ bands: { windows: [NIGHT] } }).save()
  })
  group.each.teardown(letTimeRun)

  async function save(client: ApiClient, windows: BandWindow[]) {
    const manager = await createAccountManager(desk)
    const { code, nameRu, nameEn, currency, version } = await card.refresh()
    const rates = await Rate.query().where('rateCardId', card.id)
    return client
      .put(`/rate-cards/${encodeURIComponent(code)}`)
      .loginAs(manager)
      .withCsrfToken()
      .accept('json')
      .redirects(0)
      .json({
        ...{ code, nameRu, nameEn, currency, version, windows },
        rates: rates.map(
          ({ id, workTypeId, workRoleId, validFrom, validTo, ratePerHourMinor }) => ({
            ...{ id, workTypeId: workTypeId ?? null, workRoleId: workRoleId ?? null, validFrom },
            ...{ validTo: validTo ?? null, ratePerHourMinor },
          })
        ),
      })
  }
  const chargesOf = async (month: string) => {
    const { charges } = await contractReport(desk.contract.id, month)
    return charges.map(({ quantity, multiplier, amountMinor }) => [
      Number(quantity),
      multiplier,
      amountMinor,
    ])
  }

  test('§7.3 a change in the middle of a month prices each day as it was then, an entry over midnight in two', async ({
    client,
    assert,
  }) => {
    moveTo('2026-03-20 12:00')
    const ticket = await createIncident(desk)
    const log = (workDate: string, startTime: string, minutes: number) =>
      logWork(desk, { ticket, workDate, startTime, minutes })
    await log('2026-03-10', '10:00', 60)
    await log('2026-03-14', '23:30', 90)
    assert.deepEqual(await chargesOf('2026-03'), [[150, '2', 1_500_000]])
    const changed = await save(client, [
      { ...NIGHT, validTo: '2026-03-14' },
      { ...NIGHT, multiplier: '1.75', validFrom: '2026-03-15' },
    ])
    changed.assertStatus(302)
    assert.deepEqual(await chargesOf('2026-03'), [
      [90, '2', 900_000],
      [60, '1.75', 525_000],
    ])
    const [event] = (await historyOf('rate_card', card.id)).slice(-1)
    assert.deepEqual(event!.changes.find(({ field }) => field === 'bands')!.after, [
      'night: any 00:00–24:00 ×2, 2026-01-01–2026-03-14',
      'night: any 00:00–24:00 ×1.75, 2026-03-15–',
    ])
  })

  test('§7.6 late work of an approved month costs what it cost then', async ({
    client,
    assert,
  }) => {
    await approveMonth(desk.contract, '2026-02')
    moveTo('2026-03-20 12:00')
    const ticket = await createIncident(desk)
    await logWork(desk, { ticket, workDate: '2026-02-27', startTime: '10:00', minutes: 60 })
    const changed = await save(client, [
      { ...NIGHT, validTo: '2026-02-28' },
      { ...NIGHT, multiplier: '3', validFrom: '2026-03-01' },
    ])
    changed.assertStatus(302)
    assert.deepEqual(await chargesOf('2026-03'), [[60, '2', 600_000]])
  })

  const dearer = { ...NIGHT, multiplier: '3' }
  test('§7.6 hours of an approved month stay: {what} is refused at {field}')
    .with([
      { what: 'another multiplier', field: 'windows', windows: [dearer] },
      { what: 'taking them out', field: 'windows', windows: [] },
      {
        what: 'an end before its last day',
        field: 'windows.0',
        windows: [{ ...NIGHT, validTo: '2026-02-27' }],
      },
      {
        what: 'dearer hours since one of its days',
        field: 'windows.1',
        windows: [NIGHT, { ...dearer, band: 'late', validFrom: '2026-02-28' }],
      },
    ])
    .run(async ({ client, assert }, { field, windows }) => {
      await approveMonth(desk.contract, '2026-02')
      const answer = await save(client, windows)
      answer.assertStatus(422)
      assert.equal(answer.body().errors[0].field, field)
      assert.deepEqual((await card.refresh()).bands!.windows, [NIGHT])
    })

  test('§7.3 {what} are refused at {field}')
    .with([
      {
        ...{ what: 'hours without a first day', field: 'windows.0.validFrom' },
        windows: [{ ...NIGHT, validFrom: undefined as never }],
      },
      {
        ...{ what: 'hours that end before they begin', field: 'windows.0.validTo' },
        windows: [{ ...NIGHT, validTo: '2025-12-31' }],
      },
      {
        ...{ what: 'days that do not exist', field: 'windows.0.validFrom' },
        windows: [{ ...NIGHT, validFrom: '2026-02-30' }],
      },
      {
        ...{ what: 'hours said twice for the same days', field: 'windows.0.validFrom' },
        windows: [
          { ...NIGHT, validTo: '2026-03-15' },
          { ...dearer, days: 'working' as const, validFrom: '2026-03-15' },
        ],
      },
    ])
    .run(async ({ client, assert }, { field, windows }) => {
      const answer = await save(client, windows)
      answer.assertStatus(422)
      assert.equal(answer.body().errors[0].field, field)
      assert.notMatch(answer.body().errors[0].message, /rate_cards\.|undefined|\{/)
      assert.deepEqual((await card.refresh()).bands!.windows, [NIGHT])
    })
})
