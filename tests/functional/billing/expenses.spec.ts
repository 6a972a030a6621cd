import { addExpense, type AddExpense } from '#billing/actions/add_expense'
import type { Spending } from '#billing/actions/check_expense'
import { changeExpense } from '#billing/actions/change_expense'
import {
  CostMissing,
  ExpenseInFuture,
  ExpenseIsCharged,
  ExpenseQuantity,
  TicketTakesNoExpenses,
} from '#billing/errors'
import { movePeriod } from '#billing/actions/move_period'
import Expense from '#billing/models/expense'
import { contractReport } from '#billing/queries/contract_report'
import { expensesPanel } from '#billing/queries/expenses_panel'
import type { PeriodStep } from '#billing/workflow/period_steps'
import ContractTerms from '#contracts/models/contract_terms'
import { StaleRecord } from '#core/errors'
import AuditEvent from '#core/models/audit_event'
import type User from '#directory/models/user'
import { loadPrincipal } from '#directory/queries/load_principal'
import { billBy } from '#tests/helpers/billing'
import { wrapInTransaction } from '#tests/helpers/database'
import {
  actorOf,
  createDesk,
  createIncident,
  letTimeRun,
  moveTo,
  type Desk,
} from '#tests/helpers/desk'
import { createUser } from '#tests/helpers/people'
import { cancelIncident } from '#tickets/actions/cancel_incident'
import { mergeIncidents } from '#tickets/actions/merge_incidents'
import type Ticket from '#tickets/models/ticket'
import { test } from '@japa/runner'

const CABLE: Spending = {
  ...{ kind: 'material', spentOn: '2026-03-02', name: 'Cable', quantity: '2.5', unit: 'm' },
  ...{ costMinor: 10_000, markupPercent: '10', isBillable: true },
}
const TRAVEL = { travelPercent: '50', perKmMinor: 2_500, callOutFeeMinor: 150_000 }

test.group('Expenses on a ticket', (group) => {
  let desk: Desk
  let ticket: Ticket

  group.each.setup(wrapInTransaction)
  group.each.setup(async () => {
    moveTo('2026-03-02 15:00')
    desk = await createDesk()
    await billBy(desk, 'tm', { ratePerHourMinor: 300_000 }, { startsOn: '2026-03-01' })
    ticket = await createIncident(desk)
  })
  group.each.teardown(letTimeRun)

  const spend = (values: Partial<AddExpense> = {}) =>
    addExpense.handle({
      ...{ actor: actorOf(desk.agent), ticketId: ticket.id, personId: desk.agent.personId },
      ...{ ...CABLE, ...values },
    })
  const seen = ({ id, version }: Expense) => ({
    ...{ actor: actorOf(desk.agent), expenseId: id, version },
  })
  const panelOf = async (user: User) => expensesPanel(ticket, (await loadPrincipal(user.id))!)
  const agreeOnTravel = () =>
    ContractTerms.query()
      .where('contractId', desk.contract.id)
      .update({ travel: JSON.stringify(TRAVEL) })

  async function chargeMarch() {
    moveTo('2026-04-03 10:00')
    for (const step of ['begin_review', 'approve'] as PeriodStep[]) {
      await movePeriod.handle({
        ...{ actor: actorOf(desk.agent), contractId: desk.contract.id, month: '2026-03' },
        ...{ step, side: 'provider' },
      })
    }
  }

  test('§7.1 an expense takes organisation and contract from its ticket and is charged with its markup', async ({
    assert,
  }) => {
    const expense = await Expense.findOrFail((await spend()).id)
    assert.containSubset(expense.serialize(), {
      ...{ organisationId: desk.client.id, contractId: desk.contract.id, version: 1 },
      ...{ quantity: '2.5', unit: 'm', billingPeriodId: null },
    })
    const { charges } = await contractReport(desk.contract.id, '2026-03')
    assert.containSubset(charges, [
      { kind: 'material', quantity: 2.5, priceMinor: 11_000, amountMinor: 27_500 },
    ])
  })

  test('G-03 the ticket history tells of it, without what it cost', async ({ assert }) => {
    const expense = await spend()
    await changeExpense.rewrite(seen(expense), { ...CABLE, quantity: '3', costMinor: 12_345 })
    const events = await AuditEvent.query()
      .where({ subjectType: 'ticket', subjectId: ticket.id })
      .where('action', 'like', 'expense.%')
      .orderBy('id')
    assert.deepEqual(
      events.map(({ action }) => action),
      ['expense.added', 'expense.changed']
    )
    assert.deepEqual(events[1]!.changes, [{ field: 'quantity', before: '2.5', after: '3' }])
    const own = await AuditEvent.query()
      .where({ subjectType: 'expense', subjectId: expense.id })
      .orderBy('id')
    assert.deepInclude(own[1]!.changes, { field: 'costMinor', before: 10_000, after: 12_345 })
  })

  test('§7.1 kilometres and call-outs take their price from the travel policy', async ({
    assert,
  }) => {
    await agreeOnTravel()
    const trip = await spend({ kind: 'mileage', name: 'Trip', quantity: '42', unit: 'km' })
    await spend({ kind: 'call_out', name: 'Call-out', quantity: '1', costMinor: null })
    assert.deepInclude((await Expense.findOrFail(trip.id)).serialize(), {
      ...{ costMinor: null, markupPercent: '0' },
    })
    const { charges } = await contractReport(desk.contract.id, '2026-03')
    assert.deepEqual(
      charges.map(({ kind, amountMinor }) => [kind, amountMinor]),
      [
        ['mileage', 105_000],
        ['call_out', 150_000],
      ]
    )
  })

  test('refuses {0}')
    .with([
      ['nothing', { quantity: '0' }, ExpenseQuantity],
      ['what is spent tomorrow', { spentOn: '2026-03-03' }, ExpenseInFuture],
      ['a material without a cost', { costMinor: null }, CostMissing],
      ['kilometres nobody has a price for', { kind: 'mileage', costMinor: null }, CostMissing],
    ] as const)
    .run(async ({ assert }, [, values, refusal]) => {
      await assert.rejects(() => spend(values), refusal as never)
      assert.lengthOf(await Expense.all(), 0)
    })

  test('a cancelled ticket takes no expenses', async ({ assert }) => {
    await cancelIncident.handle({
      ...{ actor: actorOf(desk.agent), ticketId: ticket.id, cause: 'spam', note: null },
    })
    await assert.rejects(() => spend(), TicketTakesNoExpenses as never)
  })

  test('G-15 of two changes of one version the second is refused', async ({ assert }) => {
    const expense = await spend()
    await changeExpense.rewrite(seen(expense), { ...CABLE, name: 'Patch cord' })
    await assert.rejects(() => changeExpense.remove(seen(expense)), StaleRecord)
  })

  test('§7.6 what a period has charged is neither changed nor removed', async ({ assert }) => {
    const expense = await spend()
    await chargeMarch()
    await expense.refresh()
    assert.isNotNull(expense.billingPeriodId)
    const rewrite = () => changeExpense.rewrite(seen(expense), { ...CABLE, quantity: '9' })
    await assert.rejects(rewrite, ExpenseIsCharged as never)
    await assert.rejects(() => changeExpense.remove(seen(expense)), ExpenseIsCharged as never)
  })

  test('§7.6 what nobody bills belongs to the period too, and is as fixed', async ({ assert }) => {
    const own = await spend({ isBillable: false })
    await spend()
    const later = await spend({ isBillable: false })
    await Expense.query().where('id', later.id).update({ spentOn: '2026-04-01' })
    await chargeMarch()
    await own.refresh()
    await later.refresh()
    assert.isNotNull(own.billingPeriodId)
    assert.isNull(later.billingPeriodId)
    const bill = () => changeExpense.rewrite(seen(own), { ...CABLE, isBillable: true })
    await assert.rejects(bill, ExpenseIsCharged as never)
    const { charges } = await contractReport(desk.contract.id, '2026-03')
    assert.lengthOf(charges, 1)
    const panel = await panelOf(desk.agent)
    const row = panel!.expenses.find(({ id }) => id === own.id)!
    assert.deepInclude(row, { isBillable: false, isCharged: true, canChange: false })
  })

  test('§7.6 what is told late comes into the next period', async ({ assert }) => {
    await chargeMarch()
    await spend({ spentOn: '2026-03-20' })
    assert.lengthOf((await contractReport(desk.contract.id, '2026-03')).charges, 0)
    assert.lengthOf((await contractReport(desk.contract.id, '2026-04')).charges, 1)
  })

  test('prices are for those who may see them, and for who wrote them', async ({ assert }) => {
    await spend()
    const own = await panelOf(desk.agent)
    assert.containSubset(own!.expenses, [{ costMinor: 10_000, amountMinor: 27_500 }])
    const manager = await panelOf(await createUser({ roles: ['account_manager'] }))
    assert.containSubset(manager!.expenses, [{ costMinor: 10_000, canChange: false }])
    assert.isFalse(manager!.canAdd)
    const colleague = await panelOf(desk.colleague)
    assert.containSubset(colleague!.expenses, [{ name: 'Cable', costMinor: null }])
    assert.notInclude(JSON.stringify(colleague), '27500')
    assert.isNull(await panelOf(desk.requester))
    assert.isNull(await panelOf(desk.manager))
  })

  test('INC-22 a duplicate takes its expenses along', async ({ assert }) => {
    const expense = await spend()
    const target = await createIncident(desk)
    await mergeIncidents.handle({
      ...{ actor: actorOf(desk.agent), targetId: target.id, reason: null },
      sources: [{ ticketId: ticket.id, version: (await ticket.refresh()).version }],
    })
    await expense.refresh()
    assert.equal(expense.ticketId, target.id)
    const told = await AuditEvent.query().where('action', 'expense.moved_here').firstOrFail()
    assert.equal(told.subjectId, target.id)
  })

  const FORM = { ...CABLE, quantity: '2,5', markupPercent: '10' }

  test('an agent adds, changes and removes their own over the page', async ({ client, assert }) => {
    const address = `/incidents/${ticket.number}/expenses`
    const as = (request: ReturnType<typeof client.post>, user = desk.agent) =>
      request.loginAs(user).withCsrfToken().redirects(0)
    ;(await as(client.post(address)).json(FORM)).assertStatus(302)
    const expense = await Expense.firstOrFail()
    assert.equal(expense.quantity, '2.5')
    const changed = await as(client.put(`/expenses/${expense.id}`)).json({
      ...{ ...FORM, name: 'Cord', version: 1 },
    })
    changed.assertStatus(302)
    const other = await as(client.delete(`/expenses/${expense.id}`), desk.colleague).json({
      version: 2,
    })
    other.assertStatus(404)
    ;(await as(client.delete(`/expenses/${expense.id}`)).json({ version: 2 })).assertStatus(302)
    assert.lengthOf(await Expense.all(), 0)
  })

  test('who may not log time adds none, and foreign tickets do not exist', async ({ client }) => {
    const stranger = await createUser({ roles: ['customer_manager'] })
    const address = `/incidents/${ticket.number}/expenses`
    for (const [user, status] of [
      [desk.requester, 403],
      [desk.manager, 403],
      [stranger, 404],
    ] as const) {
      const response = await client.post(address).loginAs(user).withCsrfToken().json(FORM)
      response.assertStatus(status)
    }
  })

  test('the form names the field with {field}')
    .with([
      { field: 'quantity', values: { quantity: 'two' } },
      { field: 'quantity', values: { quantity: '0' } },
      { field: 'spentOn', values: { spentOn: '2026-02-30' } },
      { field: 'markupPercent', values: { markupPercent: '-5' } },
      { field: 'costMinor', values: { costMinor: null } },
      { field: 'kind', values: { kind: 'gift' } },
      { field: 'name', values: { name: ' ' } },
    ])
    .run(async ({ client, assert }, { field, values }) => {
      const response = await client
        .post(`/incidents/${ticket.number}/expenses`)
        .loginAs(desk.agent)
        .withCsrfToken()
        .accept('json')
        .json({ ...FORM, ...values })
      response.assertStatus(422)
      assert.equal(response.body().errors[0].field, field)
    })
})
