import { amendContract } from '#contracts/actions/amend_contract'
import ContractTerms from '#contracts/models/contract_terms'
import { termsOfContract } from '#contracts/queries/contract_terms'
import { StaleRecord } from '#core/errors'
import { loadPrincipal } from '#directory/queries/load_principal'
import { BY_MINUTE, agreedRule } from '#tests/helpers/billing'
import { approveMonth, createAccountManager, historyOf } from '#tests/helpers/contracts'
import { wrapInTransaction } from '#tests/helpers/database'
import {
  actorOf,
  createDesk,
  createRateCard,
  createService,
  letTimeRun,
  moveTo,
  type Desk,
} from '#tests/helpers/desk'
import { createUser } from '#tests/helpers/people'
import type { AgreedTerms } from '#contracts/actions/write_terms'
import type Contract from '#contracts/models/contract'
import type User from '#directory/models/user'
import type { ApiClient } from '@japa/api-client'
import { test } from '@japa/runner'

const fee = { feeMinor: 5_000_000, includedMinutes: 600, overageRatePerHourMinor: 300_000 }
const tiers = (...given: [number | null, number][]) =>
  agreedRule('per_unit', { tiers: given.map(([upTo, priceMinor]) => ({ upTo, priceMinor })) })

async function inputOf({ contract }: Desk, values: object = {}) {
  const card = await createRateCard(contract, 350_000)
  return {
    ...{ validFrom: '2026-04-01', amendment: 'Addendum 1', rateCardId: card.id },
    ...{ rounding: BY_MINUTE, travel: null, credits: null, capMinor: null, capMinutes: null },
    ...{ rules: [agreedRule('fixed_fee', fee)], version: contract.version },
    ...values,
  }
}

const amend = (client: ApiClient, user: User, { number }: Contract, input: object) =>
  client
    .post(`/contracts/${number}/amendments`)
    .loginAs(user)
    .withCsrfToken()
    .json(input)
    .accept('json')
    .redirects(0)

test.group('Amending contracts', (group) => {
  group.each.setup(() => moveTo('2026-03-10 12:00'))
  group.each.setup(wrapInTransaction)
  group.each.teardown(letTimeRun)

  test('§7.1 an amendment becomes the next version, all seven kinds in their order', async ({
    client,
    assert,
  }) => {
    const desk = await createDesk()
    const manager = await createAccountManager(desk)
    const rules = [
      agreedRule('tm', { minimumMinor: 100, capMinor: 200 }, { nameRu: 'Работа', nameEn: 'Work' }),
      agreedRule('fixed_fee', fee, { takes: { workTypeIds: null, serviceIds: [desk.service.id] } }),
      agreedRule('prepaid_block', {
        ...{ feeMinor: 1, grantMinutes: 60 },
        overage: { kind: 'top_up', minutes: 60, feeMinor: 100 },
      }),
      agreedRule('incident_pack', { packSize: 5 }),
      tiers([10, 90_000], [null, 80_000]),
      agreedRule('recurring', { quantity: 2, priceMinor: 500 }),
      agreedRule('discount', { percent: '5', ofKeys: ['tm', 'recurring'] }),
    ]
    const credits = {
      table: [
        { from: '95', creditPercent: '0' },
        { from: '0', creditPercent: '12.5' },
      ],
      capPercent: '10',
    }
    const travel = { travelPercent: '50', perKmMinor: 2_000, callOutFeeMinor: 150_000 }
    const input = await inputOf(desk, { rules, credits, travel, capMinor: 9_000_000 })
    const answer = await amend(client, manager, desk.contract, input)
    answer.assertStatus(302)
    const versions = await termsOfContract(desk.contract.id)
    assert.deepEqual(
      versions.map(({ number, validFrom }) => [number, validFrom]),
      [
        [1, '2020-01-01'],
        [2, '2026-04-01'],
      ]
    )
    const [, second] = versions
    assert.deepEqual(
      second!.rules.map(({ kind }) => kind),
      rules.map(({ kind }) => kind)
    )
    assert.deepEqual(second!.rules[6]!.terms, { percent: '5', ofKeys: ['tm', 'recurring'] })
    assert.deepEqual(second!.rules[2]!.terms, rules[2]!.terms)
    assert.deepEqual(second!.credits, credits)
    assert.deepEqual(second!.travel, travel)
    const [event] = await historyOf('contract', desk.contract.id)
    assert.deepEqual([event!.action, event!.actorId], ['contract.amended', manager.id])
    assert.containsSubset(event!.changes[0]!.after as object, { number: 2, capMinor: 9_000_000 })

    const page = await client
      .get(`/contracts/${desk.contract.number}`)
      .loginAs(manager)
      .withInertia()
    const [shown] = page.inertiaProps.versions
    assert.isTrue(shown.isAhead)
    assert.includeMembers(shown.differences.parts, ['rateCardId', 'travel', 'credits', 'capMinor'])
    assert.include(shown.differences.changed, 'tm')
    assert.include(shown.differences.added, 'discount')
  })

  test('§7.2 {field} is refused with a message on the very place')
    .with([
      { field: 'validFrom', values: { validFrom: '2026-04-02' } },
      { field: 'validFrom', values: { validFrom: '2019-12-01' } },
      { field: 'rateCardId', values: { rateCardId: 999_999 } },
      { field: 'rateCardId', values: { rateCardId: null, rules: [agreedRule('tm')] } },
      { field: 'rounding.increment', values: { rounding: { ...BY_MINUTE, increment: 0 } } },
      { field: 'rules', values: { rules: [] } },
      {
        field: 'rules.0.terms.capMinor',
        values: { rules: [agreedRule('tm', { minimumMinor: 2, capMinor: 1 })] },
      },
      {
        field: 'rules.0.terms.feeMinor',
        values: {
          rules: [
            { ...agreedRule('fixed_fee'), terms: { ...fee, feeMinor: '?12,345', rollover: false } },
          ],
        },
      },
      {
        field: 'rules.0.terms.tiers.1.upTo',
        values: { rules: [tiers([10, 2], [10, 1], [null, 1])] },
      },
      { field: 'rules.0.terms.tiers.0.upTo', values: { rules: [tiers([null, 2], [null, 1])] } },
      { field: 'rules.0.terms.tiers.0.upTo', values: { rules: [tiers([10, 2])] } },
      {
        field: 'rules.0.terms.percent',
        values: { rules: [agreedRule('discount', { percent: '101' })] },
      },
      { field: 'rules.0', values: { rules: [agreedRule('discount', { percent: '5' })] } },
      {
        field: 'rules.0.terms.ofKeys',
        values: {
          rules: [
            agreedRule('discount', { percent: '5', ofKeys: ['recurring'] }),
            agreedRule('recurring'),
          ],
        },
      },
      {
        field: 'rules.1.key',
        values: { rules: [agreedRule('recurring'), agreedRule('recurring')] },
      },
      { field: 'rules.0.key', values: { rules: [agreedRule('recurring', {}, { key: 'tm' })] } },
      { field: 'rules.0.kind', values: { rules: [{ ...agreedRule('tm'), kind: 'gift' }] } },
      {
        field: 'rules.0.takes.workTypeIds',
        values: {
          rules: [agreedRule('tm', {}, { takes: { workTypeIds: [999_999], serviceIds: null } })],
        },
      },
      {
        field: 'rules.0.terms.counts.classKey',
        values: {
          rules: [agreedRule('per_unit', { counts: { kind: 'items', classKey: 'nothing' } })],
        },
      },
      {
        field: 'travel.travelPercent',
        values: { travel: { travelPercent: '120', perKmMinor: 1, callOutFeeMinor: 1 } },
      },
      {
        field: 'credits.table.1.from',
        values: {
          credits: {
            table: [
              { from: '90', creditPercent: '0' },
              { from: '95', creditPercent: '5' },
              { from: '0', creditPercent: '9' },
            ],
            capPercent: null,
          },
        },
      },
      {
        field: 'credits.table.0.from',
        values: { credits: { table: [{ from: '90', creditPercent: '0' }], capPercent: null } },
      },
    ])
    .run(async ({ client, assert }, { field, values }) => {
      const desk = await createDesk()
      const manager = await createAccountManager(desk)
      const answer = await amend(client, manager, desk.contract, await inputOf(desk, values))
      answer.assertStatus(422)
      assert.equal(answer.body().errors[0].field, field)
      assert.notMatch(answer.body().errors[0].message, /contracts\.|undefined|\{\{/)
      assert.lengthOf(await termsOfContract(desk.contract.id), 1)
    })

  test('§7.3 rates in another currency than the contract’s are refused', async ({
    client,
    assert,
  }) => {
    const desk = await createDesk()
    const manager = await createAccountManager(desk)
    const input = await inputOf(desk)
    await desk.contract.merge({ currency: 'EUR' }).save()
    const answer = await amend(client, manager, desk.contract, input)
    answer.assertStatus(422)
    assert.equal(answer.body().errors[0].field, 'rateCardId')
  })

  test('§7.6 terms never reach back into an approved period', async ({ client, assert }) => {
    const desk = await createDesk()
    const manager = await createAccountManager(desk)
    await approveMonth(desk.contract, '2026-04')
    const refused = await amend(client, manager, desk.contract, await inputOf(desk))
    refused.assertStatus(422)
    assert.equal(refused.body().errors[0].field, 'validFrom')
    const page = await client
      .get(`/contracts/${desk.contract.number}/amendments/new`)
      .loginAs(manager)
      .withInertia()
    assert.equal(page.inertiaProps.starts[0], '2026-05-01')
    const input = await inputOf(desk, { validFrom: '2026-05-01' })
    const taken = await amend(client, manager, desk.contract, input)
    taken.assertStatus(302)
  })

  test('§7.1 quarters from the 15th let amendments begin with their own periods only', async ({
    client,
    assert,
  }) => {
    const desk = await createDesk()
    await desk.contract.merge({ billingCycle: 'quarter', anchorDay: 15 }).save()
    const manager = await createAccountManager(desk)
    const begin = async (validFrom: string) =>
      (await amend(client, manager, desk.contract, await inputOf(desk, { validFrom }))).status()
    assert.equal(await begin('2026-04-01'), 422)
    assert.equal(await begin('2026-05-15'), 422)
    assert.equal(await begin('2026-04-15'), 302)
  })

  test('§7.1 an amendment of the same day takes the place of one nothing was charged by', async ({
    client,
    assert,
  }) => {
    const desk = await createDesk()
    const manager = await createAccountManager(desk)
    await amend(client, manager, desk.contract, await inputOf(desk))
    await desk.contract.refresh()
    const rules = [agreedRule('recurring', { priceMinor: 700 })]
    await amend(client, manager, desk.contract, await inputOf(desk, { rules }))
    const versions = await termsOfContract(desk.contract.id)
    assert.deepEqual(
      versions.map(({ number }) => number),
      [1, 2]
    )
    assert.equal(versions[1]!.rules[0]!.kind, 'recurring')
    const [, second] = await historyOf('contract', desk.contract.id)
    assert.containsSubset(second!.changes[0]!.before as object, { rules: [{ kind: 'fixed_fee' }] })
  })

  test('G-15 of two amendments prepared at a time one is refused', async ({ assert }) => {
    const desk = await createDesk()
    const manager = await createAccountManager(desk)
    const { version, ...values } = await inputOf(desk)
    const principal = (await loadPrincipal(manager.id))!
    const take = () =>
      amendContract.handle({
        ...{
          actor: actorOf(manager),
          principal,
          contractId: desk.contract.id,
          seenVersion: version,
        },
        values: values as AgreedTerms,
      })
    await take()
    await assert.rejects(take, StaleRecord)
    assert.lengthOf(await termsOfContract(desk.contract.id), 2)
  })

  test('§7.1 the first terms begin with the contract', async ({ client, assert }) => {
    const desk = await createDesk()
    const manager = await createAccountManager(desk)
    await desk.contract.merge({ state: 'draft', startsOn: '2026-03-05' }).save()
    await ContractTerms.query().where('contractId', desk.contract.id).delete()
    const late = await amend(client, manager, desk.contract, await inputOf(desk))
    late.assertStatus(422)
    const input = await inputOf(desk, { validFrom: '2026-03-05' })
    const taken = await amend(client, manager, desk.contract, input)
    taken.assertStatus(302)
    const [event] = await historyOf('contract', desk.contract.id)
    assert.equal(event!.action, 'contract.terms_agreed')
  })

  test('T2 foreign contracts are a 404, and terms only for who may edit and see prices', async ({
    client,
  }) => {
    const desk = await createDesk()
    const other = await createDesk()
    const manager = await createAccountManager(desk)
    const foreign = await amend(client, manager, other.contract, await inputOf(other))
    foreign.assertStatus(404)
    await createService()
    const auditor = await createUser({ roles: ['auditor'] })
    for (const visitor of [desk.manager, auditor, desk.agent]) {
      const answer = await client
        .get(`/contracts/${desk.contract.number}/amendments/new`)
        .loginAs(visitor)
      answer.assertStatus(403)
    }
  })
})
