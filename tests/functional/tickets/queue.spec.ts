import { emptyDatabase } from '#tests/helpers/database'
import {
  actorOf,
  createDesk,
  createIncident,
  letTimeRun,
  moveTo,
  type Desk,
} from '#tests/helpers/desk'
import { addComment } from '#tickets/actions/add_comment'
import { takeIncident } from '#tickets/actions/take_incident'
import type { ApiClient } from '@japa/api-client'
import { test } from '@japa/runner'

type Listed = {
  tickets: { number: string; slaState: string }[]
  page: { total: number; perPage: number }
}

/** Committed rows: MariaDB's full text sees nothing of its own open transaction. */
test.group('The queue', (group) => {
  group.each.teardown(async () => {
    letTimeRun()
    await emptyDatabase()
  })

  async function list(client: ApiClient, visitor: Desk['agent'], query: Record<string, string>) {
    const page = await client.get('/incidents').qs(query).loginAs(visitor).withInertia()
    page.assertStatus(200)
    return page.inertiaProps as unknown as Listed
  }

  test('views, filters and order are the server’s', async ({ client, assert }) => {
    const desk = await createDesk()
    moveTo('2026-03-02 10:00')
    const first = await createIncident(desk)
    moveTo('2026-03-02 10:05')
    const second = await createIncident(desk, { impact: 1, urgency: 1 })
    await takeIncident.handle({ actor: actorOf(desk.agent), ticketId: second.id })

    const numbers = async (query: Record<string, string>) =>
      (await list(client, desk.agent, query)).tickets.map((ticket) => ticket.number)
    assert.deepEqual(await numbers({}), [second.number, first.number])
    assert.deepEqual(await numbers({ sort: 'opened' }), [first.number, second.number])
    assert.deepEqual(await numbers({ view: 'mine' }), [second.number])
    assert.deepEqual(await numbers({ view: 'unassigned' }), [first.number])
    assert.deepEqual(await numbers({ priority: '1' }), [second.number])
    assert.deepEqual(await numbers({ state: 'new' }), [first.number])
    assert.deepEqual(await numbers({ organisation: 'NOWHERE' }), [])
  })

  test('paging gives every ticket once and says the total', async ({ client, assert }) => {
    const desk = await createDesk()
    for (let count = 0; count < 7; count += 1) await createIncident(desk)
    const pages = []
    for (const page of ['1', '2', '3']) {
      pages.push(await list(client, desk.agent, { perPage: '3', page }))
    }
    const numbers = pages.flatMap((page) => page.tickets.map((ticket) => ticket.number))
    assert.lengthOf(new Set(numbers), 7)
    assert.isTrue(pages.every((page) => page.page.total === 7))
  })

  test('DSK-03 words are found in every form, in both languages, with ё as е', async ({
    client,
    assert,
  }) => {
    const desk = await createDesk()
    const russian = await createIncident(desk, {
      title: 'Не печатает чёрный принтер',
      description: 'В бухгалтерии',
    })
    const english = await createIncident(desk, {
      title: 'Printers offline',
      description: 'Second floor',
    })
    const found = async (q: string) =>
      (await list(client, desk.agent, { q })).tickets.map((ticket) => ticket.number)
    assert.deepEqual(await found('принтеры черные'), [russian.number])
    assert.deepEqual(await found('бухгалтерия'), [russian.number])
    assert.deepEqual(await found('printer'), [english.number])
    assert.deepEqual(await found(russian.number.toLowerCase()), [russian.number])
    assert.deepEqual(await found('zyxplover'), [])
  })

  test('G-11 an internal note is found by the desk and not by the client', async ({
    client,
    assert,
  }) => {
    const desk = await createDesk()
    const ticket = await createIncident(desk)
    const command = { actor: actorOf(desk.agent), ticketId: ticket.id }
    await addComment.handle({ ...command, visibility: 'internal', body: 'zyxplover' })
    await addComment.handle({ ...command, visibility: 'public', body: 'rebooted' })
    assert.equal((await list(client, desk.agent, { q: 'zyxplover' })).page.total, 1)
    assert.equal((await list(client, desk.manager, { q: 'zyxplover' })).page.total, 0)
    assert.equal((await list(client, desk.manager, { q: 'reboot' })).page.total, 1)
  })

  test('a wrong filter is named, not guessed', async ({ client, assert }) => {
    const desk = await createDesk()
    const response = await client
      .get('/incidents')
      .qs({ view: 'everything' })
      .loginAs(desk.agent)
      .accept('json')
    response.assertStatus(422)
    assert.equal(response.body().errors[0].field, 'view')
  })
})
