import TimeEntry from '#billing/models/time_entry'
import { explainContract, findContract } from '#contracts/queries/find_contract'
import Clock from '#sla/models/clock'
import { logWork } from '#tests/helpers/billing'
import { createConfigurationItem } from '#tests/helpers/cmdb'
import { approveMonth, createAccountManager, historyOf } from '#tests/helpers/contracts'
import { wrapInTransaction } from '#tests/helpers/database'
import {
  actorOf,
  createAgreement,
  createContract,
  createDesk,
  createIncident,
  createService,
  letTimeRun,
  moveTo,
  type Desk,
} from '#tests/helpers/desk'
import { updateIncident } from '#tickets/actions/update_incident'
import type Ticket from '#tickets/models/ticket'
import type User from '#directory/models/user'
import type { ApiClient } from '@japa/api-client'
import { test } from '@japa/runner'

async function secondContract({ client, provider }: Desk, values: object = {}) {
  const agreement = await createAgreement({ response: 15, resolution: 120 })
  const service = await createService()
  return createContract({ client, provider, agreement, service, values })
}

const choose = (client: ApiClient, user: User, { number, version }: Ticket, input: object) =>
  client
    .put(`/incidents/${number}/contract`)
    .loginAs(user)
    .withCsrfToken()
    .json({ version, reason: 'Agreed by phone', ...input })
    .accept('json')
    .redirects(0)

test.group('The contract of a ticket (domain §7.1)', (group) => {
  group.each.setup(() => moveTo('2026-03-02 12:00'))
  group.each.setup(wrapInTransaction)
  group.each.teardown(letTimeRun)

  test('§7.1 the item covered by name comes before the service', async ({ assert }) => {
    const desk = await createDesk()
    const item = await createConfigurationItem({ organisationId: desk.client.id })
    const other = await secondContract(desk)
    await other.related('items').attach([item.id])
    const wanted = {
      organisationId: desk.client.id,
      serviceId: desk.service.id,
      onDate: '2026-03-02',
    }
    const byItem = await explainContract({ ...wanted, ciId: item.id })
    assert.deepEqual([byItem!.contract.id, byItem!.reason], [other.id, 'item'])
    const byService = await explainContract(wanted)
    assert.deepEqual([byService!.contract.id, byService!.reason], [desk.contract.id, 'service'])
    const ticket = await createIncident(desk, { ciIds: [item.id] })
    assert.equal(ticket.contractId, other.id)
    await desk.contract.merge({ endsOn: '2026-03-01' }).save()
    assert.isNull(await findContract(wanted))
  })

  test('§7.1 a contract chosen by hand stays, clocks and open time go along', async ({
    client,
    assert,
  }) => {
    const desk = await createDesk()
    const other = await secondContract(desk)
    const ticket = await createIncident(desk)
    const charged = await logWork(desk, { ticket })
    const open = await logWork(desk, { ticket, minutes: 45 })
    const period = await approveMonth(desk.contract, '2026-02')
    await TimeEntry.query().where('id', charged.id).update({ billing_period_id: period.id })
    const shown = await client
      .get(`/incidents/${ticket.number}/contract`)
      .loginAs(desk.agent)
      .accept('json')
    assert.equal(shown.body().reason, 'service')
    assert.sameMembers(
      shown.body().options.map(({ id }: { id: number }) => id),
      [desk.contract.id, other.id]
    )
    const answer = await choose(client, desk.agent, ticket, { contractId: other.id })
    answer.assertStatus(302)
    await ticket.refresh()
    assert.deepEqual([ticket.contractId, Boolean(ticket.isContractChosen)], [other.id, true])
    const running = await Clock.query().where({ ticketId: ticket.id, state: 'running' })
    assert.sameMembers(
      running.map(({ targetMinutes }) => targetMinutes),
      [15, 120]
    )
    assert.equal((await TimeEntry.findOrFail(charged.id)).contractId, desk.contract.id)
    assert.equal((await TimeEntry.findOrFail(open.id)).contractId, other.id)
    const events = await historyOf('ticket', ticket.id)
    const chosen = events.find(({ action }) => action === 'incident.contract_chosen')!
    assert.deepEqual([chosen.reason, chosen.actorId], ['Agreed by phone', desk.agent.id])
    const followed = events.find(({ action }) => action === 'time.contract_followed')!
    assert.match(String(followed.changes[0]!.after), /45/)

    const next = await createService()
    const command = { actor: actorOf(desk.agent), ticketId: ticket.id, reason: null }
    await updateIncident.handle({ ...command, fields: { serviceId: next.id } })
    await ticket.refresh()
    assert.equal(ticket.contractId, other.id)
    const back = await choose(client, desk.agent, ticket, { contractId: null })
    back.assertStatus(302)
    await ticket.refresh()
    assert.deepEqual([ticket.contractId, Boolean(ticket.isContractChosen)], [null, false])
    assert.isNull((await TimeEntry.findOrFail(open.id)).contractId)
  })

  test('T2 {title}')
    .with([
      {
        title: 'a contract of another client',
        values: async () => ({ contractId: (await createDesk()).contract.id }),
      },
      {
        title: 'a draft',
        values: async (desk: Desk) => ({
          contractId: (await secondContract(desk, { state: 'draft' })).id,
        }),
      },
      {
        title: 'without a reason',
        values: async (desk: Desk) => ({ contractId: desk.contract.id, reason: '' }),
      },
    ])
    .run(async ({ client, assert }, { values }) => {
      const desk = await createDesk()
      const ticket = await createIncident(desk)
      const answer = await choose(client, desk.agent, ticket, await values(desk))
      answer.assertStatus(422)
      assert.match(answer.body().errors[0].field, /contractId|reason/)
    })

  test('T2 neither the client nor a stranger chooses, a stale choice is refused', async ({
    client,
  }) => {
    const desk = await createDesk()
    const other = await createDesk()
    const ticket = await createIncident(desk)
    const input = { contractId: desk.contract.id }
    const byClient = await choose(client, desk.requester, ticket, input)
    byClient.assertStatus(403)
    const stranger = await choose(client, other.manager, ticket, input)
    stranger.assertStatus(404)
    const stale = await choose(client, desk.agent, ticket, { ...input, version: 99 })
    stale.assertStatus(409)
  })

  test('§7.1 work outside any contract waits for the account manager of its client', async ({
    client,
    assert,
  }) => {
    const desk = await createDesk()
    const other = await createDesk()
    const outside = await createService()
    const ticket = await createIncident(desk, { serviceId: outside.id })
    await createIncident(other, { serviceId: outside.id })
    await createIncident(desk)
    await logWork(desk, { ticket, minutes: 45 })
    const manager = await createAccountManager(desk)
    const rows = async () => {
      const page = await client.get('/work-without-contract').loginAs(manager).withInertia()
      return page.inertiaProps.list.rows as { number: string; minutes: number }[]
    }
    assert.deepEqual(
      (await rows()).map(({ number, minutes }) => [number, minutes]),
      [[ticket.number, 45]]
    )
    await ticket.refresh()
    const given = await choose(client, manager, ticket, { contractId: desk.contract.id })
    given.assertStatus(302)
    assert.lengthOf(await rows(), 0)
    const agent = await client.get('/work-without-contract').loginAs(desk.agent)
    agent.assertStatus(403)
  })
})
