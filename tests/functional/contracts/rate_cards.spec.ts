import Rate from '#contracts/models/rate'
import RateCard from '#contracts/models/rate_card'
import WorkRole from '#contracts/models/work_role'
import WorkType from '#billing/models/work_type'
import { approveMonth, createAccountManager, historyOf } from '#tests/helpers/contracts'
import { wrapInTransaction } from '#tests/helpers/database'
import { createDesk } from '#tests/helpers/desk'
import type User from '#directory/models/user'
import type { ApiClient } from '@japa/api-client'
import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'

const rate = (values: object = {}) => ({
  ...{ id: null, workTypeId: null, workRoleId: null, validFrom: '2026-01-01', validTo: null },
  ratePerHourMinor: 300_000,
  ...values,
})
const window = (values: object = {}) => ({
  ...{ band: 'evening', multiplier: '1,5', days: 'working', fromMinute: 1080, toMinute: 1320 },
  ...{ validFrom: '2026-01-01', validTo: null },
  ...values,
})
const cardInput = (values: object = {}) => ({
  ...{ code: 'CARD-1', nameRu: 'Прейскурант', nameEn: 'Rate card', currency: 'RUB' },
  ...{ windows: [window()], rates: [rate()] },
  ...values,
})
const send = (client: ApiClient, user: User, method: 'post' | 'put', path: string, input: object) =>
  client[method](path).loginAs(user).withCsrfToken().json(input).accept('json').redirects(0)

/** The card the desk's contract draws on, as its editor sends it. */
async function drawnCard(contractId: number) {
  const terms = await db.from('contract_terms').where('contract_id', contractId).firstOrFail()
  const card = await RateCard.findOrFail(terms.rate_card_id)
  const [stored] = await Rate.query().where('rateCardId', card.id)
  const kept = rate({ id: stored!.id, validFrom: stored!.validFrom })
  const input = (rates: object[], values: object = {}) => ({
    ...cardInput({ code: card.code, windows: [], rates, ...values }),
    version: card.version,
  })
  return { card, kept, input, path: `/rate-cards/${card.code}` }
}

test.group('Rate cards', (group) => {
  group.each.setup(wrapInTransaction)

  test('§7.3 a card is made of rates by type, role and dates, and of dearer hours', async ({
    client,
    assert,
  }) => {
    const desk = await createDesk()
    const manager = await createAccountManager(desk)
    const type = await WorkType.findByOrFail('code', 'remote_support')
    const role = await WorkRole.create({ code: 'senior', labelRu: 'Старший', labelEn: 'Senior' })
    const exact = { workTypeId: type.id, workRoleId: role.id }
    const rates = [
      rate(),
      rate({ ...exact, validTo: '2026-03-31', ratePerHourMinor: 450_000 }),
      rate({ ...exact, validFrom: '2026-05-01', ratePerHourMinor: 500_000 }),
    ]
    const answer = await send(client, manager, 'post', '/rate-cards', cardInput({ rates }))
    assert.equal(answer.header('location'), '/rate-cards/CARD-1')
    const card = await RateCard.findByOrFail('code', 'CARD-1')
    assert.deepEqual(card.bands!.windows[0]!.multiplier, '1.5')
    const [event] = await historyOf('rate_card', card.id)
    assert.deepEqual([event!.action, event!.actorId], ['rate_card.created', manager.id])
    const told = event!.changes.find(({ field }) => field === 'rates')!.after as string[]
    assert.include(told, 'remote_support × senior: 4500.00, 2026-01-01–2026-03-31')
    const page = await client.get('/rate-cards/CARD-1').loginAs(manager).withInertia()
    assert.deepEqual(page.inertiaProps.gaps, [{ ...exact, from: '2026-04-01', to: '2026-04-30' }])
    assert.isTrue(page.inertiaProps.hasUsual)
  })

  test('§7.3 {field} is refused with a message on the very place')
    .with([
      {
        field: 'rates.0.validFrom',
        values: { rates: [rate(), rate({ validFrom: '2026-06-01' })] },
      },
      { field: 'rates.0.validTo', values: { rates: [rate({ validTo: '2025-12-31' })] } },
      { field: 'rates.0.ratePerHourMinor', values: { rates: [rate({ ratePerHourMinor: -1 })] } },
      { field: 'rates.0.ratePerHourMinor', values: { rates: [rate({ ratePerHourMinor: '?x' })] } },
      { field: 'rates.0.workTypeId', values: { rates: [rate({ workTypeId: 999_999 })] } },
      { field: 'rates.0.workRoleId', values: { rates: [rate({ workRoleId: 999_999 })] } },
      { field: 'rates.0.id', values: { rates: [rate({ id: 999_999 })] } },
      { field: 'rates', values: { rates: [] } },
      { field: 'windows.0.toMinute', values: { windows: [window({ toMinute: 1080 })] } },
      { field: 'windows.0.multiplier', values: { windows: [window({ multiplier: '0' })] } },
      { field: 'currency', values: { currency: 'XXX' } },
      { field: 'code', values: { code: 'new' } },
    ])
    .run(async ({ client, assert }, { field, values }) => {
      const manager = await createAccountManager(await createDesk())
      const answer = await send(client, manager, 'post', '/rate-cards', cardInput(values))
      answer.assertStatus(422)
      assert.equal(answer.body().errors[0].field, field)
      assert.notMatch(answer.body().errors[0].message, /rate_cards\.|undefined|\{\{/)
      assert.isNull(await RateCard.findBy('code', 'CARD-1'))
    })

  test('§7.6 a rate of an approved period neither changes nor goes, new ones come after it', async ({
    client,
    assert,
  }) => {
    const desk = await createDesk()
    await approveMonth(desk.contract, '2026-02')
    const manager = await createAccountManager(desk)
    const { kept, input, path, card } = await drawnCard(desk.contract.id)
    const type = await WorkType.findByOrFail('code', 'remote_support')
    const other = { workTypeId: type.id, ratePerHourMinor: 1 }
    for (const rates of [
      [{ ...kept, ratePerHourMinor: 1 }],
      [{ ...kept, validTo: '2026-02-27' }],
      [{ ...kept, validFrom: '2019-02-01' }],
      [rate({ validFrom: '2026-03-01' })],
      [kept, rate({ ...other, validFrom: '2026-02-28' })],
    ]) {
      const answer = await send(client, manager, 'put', path, input(rates))
      answer.assertStatus(422)
      assert.match(answer.body().errors[0].field, /^rates/)
    }
    const rates = [
      { ...kept, validTo: '2026-02-28' },
      rate({ validFrom: '2026-03-01', ratePerHourMinor: 320_000 }),
      rate({ ...other, validFrom: '2026-03-01' }),
    ]
    const fine = await send(client, manager, 'put', path, input(rates))
    fine.assertStatus(302)
    assert.lengthOf(await Rate.query().where('rateCardId', card.id), 3)
  })

  test('§7.3 the currency of a card stays while contracts draw on it', async ({
    client,
    assert,
  }) => {
    const desk = await createDesk()
    const manager = await createAccountManager(desk)
    const { kept, input, path } = await drawnCard(desk.contract.id)
    const answer = await send(client, manager, 'put', path, input([kept], { currency: 'EUR' }))
    answer.assertStatus(422)
    assert.equal(answer.body().errors[0].field, 'currency')
  })

  test('T2 rates of another client are a 404, and a stale edit is refused', async ({ client }) => {
    const own = await createDesk()
    const other = await createDesk()
    const manager = await createAccountManager(own)
    const foreign = await drawnCard(other.contract.id)
    const look = await client.get(foreign.path).loginAs(manager)
    look.assertStatus(404)
    const edit = await send(client, manager, 'put', foreign.path, foreign.input([foreign.kept]))
    edit.assertStatus(404)
    const { kept, input, path } = await drawnCard(own.contract.id)
    const first = await send(client, manager, 'put', path, input([kept], { nameEn: 'One' }))
    first.assertStatus(302)
    const second = await send(client, manager, 'put', path, input([kept], { nameEn: 'Two' }))
    second.assertStatus(409)
  })

  test('T2 a card that another client’s contract draws on too is only looked at', async ({
    client,
    assert,
  }) => {
    const own = await createDesk()
    const other = await createDesk()
    const manager = await createAccountManager(own)
    const { card, kept, input, path } = await drawnCard(own.contract.id)
    await db
      .from('contract_terms')
      .where('contract_id', other.contract.id)
      .update({ rate_card_id: card.id })
    const page = await client.get(path).loginAs(manager).withInertia()
    assert.isFalse(page.inertiaProps.canEdit)
    const edit = await send(client, manager, 'put', path, input([kept], { nameEn: 'Mine' }))
    edit.assertStatus(403)
  })

  test('§7.3 a role of work goes from one to another with the person', async ({
    client,
    assert,
  }) => {
    const desk = await createDesk()
    const manager = await createAccountManager(desk)
    const { personId } = desk.requester
    const input = (code: string, personIds: number[]) => ({
      ...{ code, labelRu: code, labelEn: code, costPerHourMinor: 150_000, costCurrency: 'RUB' },
      personIds,
    })
    for (const code of ['junior', 'senior']) {
      const answer = await send(client, manager, 'post', '/work-roles', input(code, [personId]))
      answer.assertStatus(302)
    }
    const role = await WorkRole.findByOrFail('code', 'senior')
    const rows = await db.from('person_work_roles').where('person_id', personId)
    assert.deepEqual(
      rows.map((row) => Number(row.work_role_id)),
      [role.id]
    )
    const [event] = await historyOf('work_role', role.id)
    assert.deepEqual(event!.changes.find(({ field }) => field === 'personIds')!.after, [personId])
    const taken = await send(client, manager, 'post', '/work-roles', input('senior', []))
    assert.equal(taken.body().errors[0].field, 'code')
    const stranger = await createDesk()
    const foreign = await send(client, manager, 'put', `/work-roles/${role.id}`, {
      ...input('senior', [stranger.requester.personId]),
    })
    assert.equal(foreign.body().errors[0].field, 'personIds')
  })
})
