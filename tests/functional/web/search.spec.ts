import { createConfigurationItem } from '#tests/helpers/cmdb'
import { emptyDatabase } from '#tests/helpers/database'
import { createDesk, createIncident, type Desk } from '#tests/helpers/desk'
import type { ApiClient } from '@japa/api-client'
import { test } from '@japa/runner'

test.group('The palette finds', (group) => {
  group.each.teardown(emptyDatabase)

  async function find(client: ApiClient, visitor: Desk['agent'], q: string) {
    const response = await client.get('/search').qs({ q }).loginAs(visitor).accept('json')
    response.assertStatus(200)
    return response.body().hits.map((hit: { number: string }) => hit.number)
  }

  test('DSK-03 a ticket by its number, by the digits of it and by words', async ({
    client,
    assert,
  }) => {
    const desk = await createDesk()
    const ticket = await createIncident(desk, { title: 'Касса не печатает чек' })
    const digits = String(Number(ticket.number.slice(4)))
    assert.deepEqual(await find(client, desk.agent, ticket.number), [ticket.number])
    assert.include(await find(client, desk.agent, digits.padStart(2, '0')), ticket.number)
    assert.deepEqual(await find(client, desk.agent, 'кассы чеки'), [ticket.number])
  })

  test('a configuration item by the beginning of its name', async ({ client, assert }) => {
    const desk = await createDesk()
    const item = await createConfigurationItem({
      organisationId: desk.client.id,
      name: 'msk-vpn-01',
    })
    assert.deepEqual(await find(client, desk.agent, 'msk-v'), [item.number])
    assert.deepEqual(await find(client, desk.agent, '%_'), [])
  })

  test("T1 nothing of another client's, and nothing a requester may not see", async ({
    client,
    assert,
  }) => {
    const desk = await createDesk()
    const other = await createDesk()
    await createIncident(desk, { title: 'zyxplover' })
    await createConfigurationItem({ organisationId: desk.client.id, name: 'zyx-server' })
    assert.deepEqual(await find(client, other.manager, 'zyxplover'), [])
    assert.deepEqual(
      await find(client, desk.requester, 'zyx'),
      await find(client, desk.requester, 'zyxplover')
    )
    assert.deepEqual(await find(client, other.manager, 'zyx'), [])
  })
})
