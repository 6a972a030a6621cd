import Calendar from '#calendars/models/calendar'
import { createConfigurationItem } from '#tests/helpers/cmdb'
import { logMinutes } from '#tests/helpers/billing'
import { wrapInTransaction } from '#tests/helpers/database'
import {
  actorOf,
  createContract,
  createDesk,
  createIncident,
  letTimeRun,
  moveTo,
} from '#tests/helpers/desk'
import { createUser } from '#tests/helpers/people'
import { countQueries } from '#tests/helpers/queries'
import { addComment } from '#tickets/actions/add_comment'
import { test } from '@japa/runner'
import { readFile } from 'node:fs/promises'

const PINNED_IN = new URL('../../query_counts.json', import.meta.url)

test.group('Queries of a page', (group) => {
  group.each.setup(wrapInTransaction)
  group.each.teardown(letTimeRun)

  test('stay within the pinned counts, however many rows there are', async ({ client, assert }) => {
    const pinned = JSON.parse(await readFile(PINNED_IN, 'utf8')) as Record<string, number>
    moveTo('2026-03-02 10:00')
    const desk = await createDesk()
    const item = await createConfigurationItem({ organisationId: desk.client.id })
    const ticket = await createIncident(desk, { ciIds: [item.id] })
    for (let count = 0; count < 10; count += 1) {
      await createIncident(desk, { ciIds: [item.id] })
      await addComment.handle({
        actor: actorOf(desk.agent),
        ticketId: ticket.id,
        visibility: 'public',
        body: `Reply ${count}`,
      })
    }
    const pages: Record<string, string> = {
      queue: '/incidents',
      ticket: `/incidents/${ticket.number}`,
      configuration_item: `/configuration-items/${item.number}`,
      impact: `/configuration-items/${item.number}/impact.json?full=1&depth=all`,
      impact_picture: `/configuration-items/${item.number}/impact.json`,
      search: '/search?q=vpn',
      people: '/people',
      person: `/people/${desk.requester.personId}`,
      team: `/teams/${desk.team.code}`,
      services: '/services',
      service: `/services/${desk.service.code}`,
    }
    const counted: Record<string, number> = {}
    for (const [name, address] of Object.entries(pages)) {
      const open = () => client.get(address).loginAs(desk.agent).withInertia()
      await open()
      counted[name] = await countQueries(open)
    }
    const manager = await createUser({ roles: ['service_level_manager'] })
    const { code } = await Calendar.findOrFail(desk.agreement.calendarId)
    const managed: Record<string, string> = {
      agreement: `/agreements/${desk.agreement.code}`,
      calendar: `/calendars/${code}`,
      service_levels: '/reports/service-levels?from=2026-03-01&to=2026-03-31',
      service_level_replays: '/reports/service-level-replays',
    }
    for (const [name, address] of Object.entries(managed)) {
      const open = () => client.get(address).loginAs(manager).withInertia()
      await open()
      counted[name] = await countQueries(open)
    }
    const form = {
      impact: 2,
      urgency: 2,
      title: 'VPN does not connect',
      description: 'Timeout.',
      requesterId: desk.requester.personId,
      serviceId: desk.service.id,
    }
    const register = () =>
      client.post('/incidents').loginAs(desk.agent).withCsrfToken().redirects(0).json(form)
    await register()
    counted.register_incident = await countQueries(register)
    // A later moment, so that the ticket's own time of change is written too.
    moveTo('2026-03-02 10:01')
    counted.comment = await countQueries(() =>
      client
        .post(`/incidents/${ticket.number}/comments`)
        .loginAs(desk.agent)
        .withCsrfToken()
        .redirects(0)
        .json({ visibility: 'internal', body: 'Looked at the log.' })
    )
    // A page of contracts is read at once, however many there are.
    const { client: organisation, provider, agreement } = desk
    const values = { startsOn: '2026-02-01' }
    for (let count = 1; count < 20; count += 1) {
      await createContract({ client: organisation, provider, agreement, values })
    }
    await desk.contract.merge(values).save()
    await logMinutes(desk, '2026-02-10', 30, 40, 50)
    const accountant = await createUser({ roles: ['account_manager'] })
    const billed: Record<string, string> = {
      contract_board: '/billing',
      billing_period: `/contracts/${desk.contract.number}/report?month=2026-02`,
    }
    for (const [name, address] of Object.entries(billed)) {
      const open = () => client.get(address).loginAs(accountant).withInertia()
      const answer = await open()
      answer.assertStatus(200)
      counted[name] = await countQueries(open)
    }
    assert.deepEqual(counted, pinned)
  })
})
