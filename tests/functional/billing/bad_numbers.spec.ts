import { movePeriod } from '#billing/actions/move_period'
import ChargeLine from '#billing/models/charge_line'
import TimeEntry from '#billing/models/time_entry'
import WorkType from '#billing/models/work_type'
import { contractReport } from '#billing/queries/contract_report'
import Expense from '#billing/models/expense'
import { agreedRule, billBy, BY_MINUTE, logMinutes } from '#tests/helpers/billing'
import { createAccountManager } from '#tests/helpers/contracts'
import { wrapInTransaction } from '#tests/helpers/database'
import {
  actorOf,
  createDesk,
  createIncident,
  createRateCard,
  letTimeRun,
  moveTo,
  type Desk,
} from '#tests/helpers/desk'
import type User from '#directory/models/user'
import type Ticket from '#tickets/models/ticket'
import type { Assert } from '@japa/assert'
import db from '@adonisjs/lucid/services/db'
import type { ApiClient } from '@japa/api-client'
import { test } from '@japa/runner'

/** What no door takes for a number of minutes, a quantity or an amount. */
const NO_NUMBERS = [-5, 1.5, '1e3', '0x10', 'NaN', 'Infinity', '12 3', [5], true, {}, 1e21] as const
const HUGE = 1_000_000_000
const TABLES = [
  ...['time_entries', 'expenses', 'billing_corrections', 'contract_terms', 'billing_rules'],
  ...['rate_cards', 'rates', 'work_roles', 'audit_events'],
]

test.group('Numbers that cannot be', (group) => {
  let desk: Desk
  let manager: User
  let ticket: Ticket

  group.each.setup(wrapInTransaction)
  group.each.setup(async () => {
    moveTo('2026-03-02 15:00')
    desk = await createDesk()
    await billBy(desk, 'tm', { ratePerHourMinor: 300_000 }, { startsOn: '2026-02-01' })
    manager = await createAccountManager(desk)
    ticket = await createIncident(desk)
  })
  group.each.teardown(letTimeRun)

  const rows = async () =>
    Promise.all(
      TABLES.map(async (table) => [table, await db.from(table).count('* as total')] as const)
    )

  /** Every bad value is refused at the field, and nothing has been written. */
  async function refuses(
    { client, assert }: { client: ApiClient; assert: Assert },
    { user, path, field, bad, bodyOf }: Door
  ) {
    const before = await rows()
    for (const value of bad) {
      const answer = await client
        .post(path)
        .loginAs(user)
        .withCsrfToken()
        .accept('json')
        .redirects(0)
        .json(bodyOf(value))
      assert.equal(answer.status(), 422, `${field} ${JSON.stringify(value)}`)
      const [first] = answer.body().errors as { field: string; message: string }[]
      assert.equal(first!.field, field, JSON.stringify(value))
      // Our own words, not those of the library.
      assert.notMatch(first!.message, /\{|undefined|^[a-z_.]+$|^The .* field /)
    }
    assert.deepEqual(await rows(), before)
  }

  type Door = {
    user: User
    path: string
    field: string
    bad: readonly unknown[]
    bodyOf: (value: unknown) => Record<string, unknown>
  }

  test('minutes of work are 1 to 1440', async ({ client, assert }) => {
    const { id: workTypeId } = await WorkType.findByOrFail('code', 'remote_support')
    await refuses(
      { client, assert },
      {
        ...{ user: desk.agent, field: 'minutes', bad: [...NO_NUMBERS, 0, 1441, HUGE, null] },
        path: `/incidents/${ticket.number}/time-entries`,
        bodyOf: (minutes) => ({ workTypeId, workDate: '2026-03-02', isBillable: true, minutes }),
      }
    )
  })

  test('quantities of expenses are above zero and below a million', async ({ client, assert }) => {
    const of = { user: desk.agent, path: `/incidents/${ticket.number}/expenses` }
    const expense = {
      ...{ kind: 'material', spentOn: '2026-03-02', name: 'Cable', unit: 'm', quantity: '1' },
      ...{ costMinor: 100, markupPercent: '0', isBillable: true },
    }
    const noDecimals = ['-1', '1e3', 'NaN', '0', '0,000', '1.2345', '', '1000000', 5, null, ['1']]
    await refuses(
      { client, assert },
      {
        ...of,
        field: 'quantity',
        bad: noDecimals,
        bodyOf: (quantity) => ({ ...expense, quantity }),
      }
    )
    await refuses(
      { client, assert },
      {
        ...{ ...of, field: 'costMinor', bad: [...NO_NUMBERS, 1e12 + 1, null] },
        bodyOf: (costMinor) => ({ ...expense, costMinor }),
      }
    )
    await refuses(
      { client, assert },
      {
        ...{ ...of, field: 'markupPercent', bad: ['-1', '1e2', '10000', 'x', 5] },
        bodyOf: (markupPercent) => ({ ...expense, markupPercent }),
      }
    )
    await refuses(
      { client, assert },
      {
        ...{ ...of, field: 'quantity', bad: ['999999.999'] },
        bodyOf: (quantity) => ({ ...expense, costMinor: 1e12, markupPercent: '9999.99', quantity }),
      }
    )
  })

  test('the dearest expenses there can be still add up exactly', async ({ client, assert }) => {
    for (const markupPercent of ['0', '9999.99']) {
      const answer = await client
        .post(`/incidents/${ticket.number}/expenses`)
        .loginAs(desk.agent)
        .withCsrfToken()
        .redirects(0)
        .json({
          ...{ kind: 'material', spentOn: '2026-03-02', name: 'Server', unit: 'pcs' },
          ...{ quantity: '0.01', costMinor: markupPercent === '0' ? 1e12 : 990_000_000_000 },
          ...{ markupPercent, isBillable: true },
        })
      answer.assertStatus(302)
    }
    assert.lengthOf(await Expense.all(), 2)
    const { charges, totals } = await contractReport(desk.contract.id, '2026-03')
    assert.deepEqual(
      charges.map(({ amountMinor }) => amountMinor),
      [10_000_000_000, 999_899_010_000]
    )
    assert.equal(totals.netMinor, 1_009_899_010_000)
  })

  test('a correction changes something, and takes back no more than was charged', async ({
    client,
    assert,
  }) => {
    await logMinutes(desk, '2026-03-02', 60)
    await TimeEntry.query().update({ state: 'approved' })
    moveTo('2026-04-03 10:00')
    const command = { actor: actorOf(manager), contractId: desk.contract.id, side: 'provider' }
    for (const month of ['2026-02', '2026-03']) {
      for (const step of ['begin_review', 'approve', 'lock'] as const) {
        await movePeriod.handle({ ...command, side: 'provider', month, step })
      }
    }
    const { id: lineId } = await ChargeLine.query().where('kind', 'time').firstOrFail()
    const of = { user: manager, path: `/contracts/${desk.contract.number}/corrections` }
    const notMinutes = NO_NUMBERS.filter((value) => value !== -5)
    await refuses(
      { client, assert },
      {
        ...{ ...of, field: 'deltaMinutes', bad: [...notMinutes, 0, -61, HUGE, -HUGE] },
        bodyOf: (deltaMinutes) => ({ lineId, deltaMinutes, reason: 'Ours' }),
      }
    )
    await refuses(
      { client, assert },
      {
        ...{ ...of, field: 'amountMinor', bad: [...notMinutes, 0, -300_001, 1e12 + 1] },
        bodyOf: (amountMinor) => ({ lineId, amountMinor, reason: 'Ours' }),
      }
    )
    await refuses(
      { client, assert },
      {
        ...{ ...of, field: 'entryId', bad: [999_999] },
        bodyOf: (entryId) => ({ lineId, entryId, deltaMinutes: -5, reason: 'Ours' }),
      }
    )
  })

  test('terms take no minutes, caps, prices or counts beyond what adds up', async ({
    client,
    assert,
  }) => {
    const card = await createRateCard(desk.contract, 350_000)
    const of = { user: manager, path: `/contracts/${desk.contract.number}/amendments` }
    const input = {
      ...{ validFrom: '2026-04-01', amendment: 'Addendum 1', rateCardId: card.id },
      ...{ rounding: BY_MINUTE, travel: null, credits: null, capMinor: null, capMinutes: null },
      ...{ rules: [agreedRule('tm')], version: desk.contract.version },
    }
    const ruled = (rule: object) => ({ ...input, rules: [rule] })
    const at = (name: string) => `rules.0.terms.${name}`
    const travel = { travelPercent: '50', perKmMinor: 1, callOutFeeMinor: 1 }
    const doors: [field: string, most: number, bodyOf: Door['bodyOf']][] = [
      ['capMinutes', 1e6, (capMinutes) => ({ ...input, capMinutes })],
      ['capMinor', 1e12, (capMinor) => ({ ...input, capMinor })],
      [
        ...(['rounding.increment', 600] as const),
        (increment) => ({ ...input, rounding: { ...BY_MINUTE, increment } }),
      ],
      [
        ...(['travel.perKmMinor', 1e9] as const),
        (perKmMinor) => ({ ...input, travel: { ...travel, perKmMinor } }),
      ],
      [
        at('minimumMinor'),
        1e12,
        (value) => ruled(agreedRule('tm', { minimumMinor: value as never })),
      ],
      [
        ...([at('includedMinutes'), 1e6] as const),
        (value) => ruled(agreedRule('fixed_fee', { includedMinutes: value as never })),
      ],
      [
        ...([at('overageRatePerHourMinor'), 1e9] as const),
        (value) => ruled(agreedRule('fixed_fee', { overageRatePerHourMinor: value as never })),
      ],
      [
        ...([at('grantMinutes'), 1e6] as const),
        (value) => ruled(agreedRule('prepaid_block', { grantMinutes: value as never })),
      ],
      [
        ...([at('overage.ratePerHourMinor'), 1e9] as const),
        (value) =>
          ruled(
            agreedRule('prepaid_block', {
              ...{ grantMinutes: 60 },
              overage: { kind: 'rate', ratePerHourMinor: value as never },
            })
          ),
      ],
      [
        ...([at('packSize'), 10_000] as const),
        (value) => ruled(agreedRule('incident_pack', { packSize: value as never })),
      ],
      [
        ...([at('packPriceMinor'), 1e9] as const),
        (value) => ruled(agreedRule('incident_pack', { packPriceMinor: value as never })),
      ],
      [
        ...([at('tiers.0.priceMinor'), 1e9] as const),
        (value) =>
          ruled(agreedRule('per_unit', { tiers: [{ upTo: null, priceMinor: value as never }] })),
      ],
      [
        ...([at('quantity'), 10_000] as const),
        (value) => ruled(agreedRule('recurring', { quantity: value as never })),
      ],
    ]
    for (const [field, most, bodyOf] of doors) {
      const bad = [...NO_NUMBERS, most + 1]
      await refuses({ client, assert }, { ...of, field, bad, bodyOf })
    }
    await refuses(
      { client, assert },
      {
        ...{ ...of, field: 'travel.travelPercent', bad: ['-1', '1e1', '100.1', 'NaN'] },
        bodyOf: (travelPercent) => ({ ...input, travel: { ...travel, travelPercent } }),
      }
    )
  })

  test('rates and what an hour costs us are prices', async ({ client, assert }) => {
    const card = {
      ...{ code: 'CARD-1', nameRu: 'П', nameEn: 'C', currency: 'RUB', windows: [] },
      rates: [],
    }
    const rate = { id: null, workTypeId: null, workRoleId: null, validFrom: '2026-01-01' }
    await refuses(
      { client, assert },
      {
        ...{ user: manager, path: '/rate-cards', field: 'rates.0.ratePerHourMinor' },
        bad: [...NO_NUMBERS, HUGE + 1, null],
        bodyOf: (ratePerHourMinor) => ({
          ...card,
          rates: [{ ...rate, validTo: null, ratePerHourMinor }],
        }),
      }
    )
    await refuses(
      { client, assert },
      {
        ...{ user: manager, path: '/work-roles', field: 'costPerHourMinor' },
        bad: [...NO_NUMBERS, HUGE + 1],
        bodyOf: (costPerHourMinor) => ({
          ...{ code: 'senior', labelRu: 'С', labelEn: 'S', costCurrency: 'RUB', personIds: [] },
          costPerHourMinor,
        }),
      }
    )
  })
})
