import type { ImpactList } from '#cmdb/queries/impact_list'
import type { ImpactView } from '#cmdb/queries/impact_view'
import { makeImpactDocument } from '#cmdb/actions/make_impact_document'
import { runBackgroundTask } from '#core/actions/run_background_task'
import BackgroundTask from '#core/models/background_task'
import { storagePath } from '#core/storage'
import { pdfPages } from '#tests/helpers/pdf_text'
import { readFile, rm } from 'node:fs/promises'
import AuditEvent from '#core/models/audit_event'
import KeptView from '#cmdb/models/impact_view'
import type ConfigurationItem from '#cmdb/models/configuration_item'
import { createConfigurationItem, relate } from '#tests/helpers/cmdb'
import { wrapInTransaction } from '#tests/helpers/database'
import { createOrganisation, createPerson, createUser } from '#tests/helpers/people'
import Team from '#directory/models/team'
import type { ApiClient } from '@japa/api-client'
import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'

type User = Awaited<ReturnType<typeof createUser>>

/** A host with two machines, an application on the first and a service on that. */
async function desk() {
  const organisation = await createOrganisation()
  const user = await createUser({ roles: ['agent_l2'], assignedTo: organisation })
  const site = await organisation
    .related('sites')
    .create({ name: 'Kazan', timeZone: 'Europe/Moscow' })
  const item = (name: string, classCode: string, more: object = {}) =>
    createConfigurationItem({ organisationId: organisation.id, name, classCode, ...more })
  const host = await item('Host', 'hypervisor')
  const [one, two, three] = [
    await item('VM 1', 'virtual_machine', { siteId: site.id }),
    await item('VM 2', 'virtual_machine', { siteId: site.id }),
    await item('VM 3', 'virtual_machine', { siteId: site.id, status: 'faulty' }),
  ]
  const app = await item('App', 'web_site')
  const service = await item('Shop', 'business_service')
  for (const each of [one, two, three]) await relate(each, host, { typeCode: 'runs_on' })
  await relate(app, one, { typeCode: 'runs_on' })
  await relate(service, app)
  return { organisation, user, item, host, one, two, three, app, service }
}

const viewer =
  (client: ApiClient, user: User) =>
  async (item: ConfigurationItem, query = '') =>
    (
      await client.get(`/configuration-items/${item.number}/impact.json?${query}`).loginAs(user)
    ).body() as ImpactView

const names = ({ nodes }: ImpactView) => nodes.map(({ name, count }) => name ?? `${count} ×`).sort()

test.group('The picture of an impact answer', (group) => {
  group.each.setup(wrapInTransaction)

  test('CFG-16 chips count classes and relations; what they hide leaves its neighbours linked', async ({
    client,
    assert,
  }) => {
    const { user, host, app } = await desk()
    const view = viewer(client, user)
    const all = await view(host)
    assert.deepInclude(all.chips.classes, { classCode: 'virtual_machine', count: 3 })
    assert.deepInclude(all.chips.types, { type: 'runs_on', count: 4 })

    const without = await view(host, 'hideClasses=virtual_machine')
    assert.deepEqual(names(without), ['App', 'Host', 'Shop'])
    assert.equal(without.filteredOut, 3)
    assert.deepEqual(without.chips, all.chips)
    assert.sameDeepMembers(
      without.edges.map(({ from, to, type }) => [from, to, type]),
      [
        [`c${host.id}`, `c${app.id}`, null],
        [`c${app.id}`, without.nodes.find(({ name }) => name === 'Shop')!.id, 'depends_on'],
      ]
    )
    assert.equal(without.counts.down, all.counts.down)
  })

  test('a relation type that is not followed takes along what is reached over it only', async ({
    client,
    assert,
  }) => {
    const { user, host, service } = await desk()
    const view = viewer(client, user)
    assert.deepEqual(names(await view(host, 'hideTypes=runs_on')), ['Host'])
    await relate(service, host)
    const shown = await view(host, 'hideTypes=runs_on')
    assert.deepEqual(names(shown), ['Host', 'Shop'])
    assert.equal(shown.nodes.find(({ name }) => name === 'Shop')!.level, 1)
  })

  test('only items of a status; the list and the CSV are filtered the same way', async ({
    client,
    assert,
  }) => {
    const { user, host, three } = await desk()
    const shown = await viewer(client, user)(host, 'status=faulty')
    assert.deepEqual(names(shown), ['Host', 'VM 3'])
    const list = await client
      .get(`/configuration-items/${host.number}/impact.json?full=1&status=faulty`)
      .loginAs(user)
    assert.deepEqual(
      (list.body() as ImpactList).rows.map(([number]) => number),
      [host.number, three.number]
    )
    const csv = await client
      .get(`/configuration-items/${host.number}/impact.csv?status=faulty`)
      .loginAs(user)
    assert.lengthOf(csv.text().trim().split('\n'), 3)
  })

  test('a node at the depth says how many it hides and shows them when it is expanded', async ({
    client,
    assert,
  }) => {
    const { user, host, one, app } = await desk()
    const view = viewer(client, user)
    const flat = await view(host, 'depth=1')
    const more = (shown: ImpactView, id: number) =>
      shown.nodes.find((node) => node.id === `c${id}`)?.more
    assert.equal(more(flat, one.id), 1)
    const opened = await view(host, `depth=1&expand=c${one.id}`)
    assert.deepEqual(names(opened), ['App', 'Host', 'VM 1', 'VM 2', 'VM 3'])
    assert.equal(more(opened, one.id), 0)
    assert.equal(more(opened, app.id), 1)
  })

  test('groups by class, by site and by service; one is opened in place', async ({
    client,
    assert,
  }) => {
    const { user, host, two, item } = await desk()
    const view = viewer(client, user)
    const bySite = await view(host, 'group=site')
    const place = bySite.nodes.find(({ kind }) => kind === 'group')!
    assert.containsSubset(place, { title: 'Kazan', count: 3 })
    const opened = await view(host, `group=site&open=${place.id}`)
    assert.deepEqual(names(opened), names(await view(host)))
    assert.lengthOf(
      opened.nodes.filter(({ openedGroup }) => openedGroup === place.id),
      3
    )
    assert.containsSubset((await view(host, 'group=class')).nodes, [{ kind: 'group', count: 3 }])

    const [front, cache] = [await item('Front', 'web_site'), await item('Cache', 'web_site')]
    const tail = await item('Mail', 'business_service')
    await relate(front, two)
    await relate(cache, front)
    await relate(tail, cache)
    const byService = await view(host, 'group=service')
    assert.containsSubset(byService.nodes, [{ kind: 'group', title: 'Mail', count: 3 }])
  })

  test('a stranger’s item is neither expanded nor placed', async ({ client, assert }) => {
    const { user, host } = await desk()
    const foreign = await createConfigurationItem({ name: 'Secret VM' })
    const behind = await createConfigurationItem({ name: 'Secret app', classCode: 'web_site' })
    await relate(foreign, host, { typeCode: 'runs_on' })
    await relate(behind, foreign, { typeCode: 'runs_on' })
    const shown = await viewer(client, user)(host, `depth=1&expand=c${foreign.id}&group=site`)
    assert.notInclude(JSON.stringify(shown), 'Secret')
    assert.equal(shown.counts.hidden, 1)
    assert.equal(shown.nodes.find(({ kind }) => kind === 'hidden')!.count, 1)
  })

  test('the picture goes out as SVG with what it shows, and nothing it does not', async ({
    client,
    assert,
  }) => {
    const { user, host, one } = await desk()
    await one.merge({ name: 'VM <script> & "1"' }).save()
    const answer = await client
      .post(`/configuration-items/${host.number}/impact.svg?depth=1`)
      .loginAs(user)
      .withCsrfToken()
      .json({
        places: {
          nodes: [
            { id: `c${host.id}`, x: 0, y: 0 },
            { id: `c${one.id}`, x: 300, y: 0 },
          ],
          edges: [{ from: `c${host.id}`, to: `c${one.id}`, bends: [{ x: 150, y: 20 }] }],
        },
      })
    answer.assertStatus(200)
    const { svg } = answer.body() as { svg: string }
    assert.include(svg, 'Host')
    assert.notInclude(svg, '<script')
    assert.notInclude(svg, 'VM 2')
  })
})

test.group('The impact graph on paper', (group) => {
  group.each.setup(wrapInTransaction)

  test('the PDF holds the picture, the question, its author and every object by name', async ({
    client,
    assert,
  }) => {
    const { user, host, one } = await desk()
    await createConfigurationItem({ name: 'Secret VM' }).then((foreign) =>
      relate(foreign, host, { typeCode: 'runs_on' })
    )
    const answer = await client
      .post(`/configuration-items/${host.number}/impact.pdf?depth=2&hideClasses=web_site`)
      .loginAs(user)
      .withCsrfToken()
      .accept('json')
      .json({
        ...{ paper: 'A3', language: 'en' },
        places: { nodes: [{ id: `c${one.id}`, x: 300, y: 0 }], edges: [] },
      })
    answer.assertStatus(202)
    await runBackgroundTask(answer.body().id, makeImpactDocument)
    const task = await BackgroundTask.findOrFail(answer.body().id)
    const file = storagePath(task.resultFile!)
    const text = (await pdfPages(await readFile(file))).join(' ')
    await rm(file)
    for (const part of ['Impact of Host', 'Impacts; 2 levels', 'VM 1', 'VM 3', 'filtered']) {
      assert.include(text, part)
    }
    assert.notInclude(text, 'Secret')
    assert.notInclude(text, 'App')

    const stranger = await createUser({
      roles: ['agent_l2'],
      assignedTo: await createOrganisation(),
    })
    const foreign = await client.get(`/background-tasks/${task.id}`).loginAs(stranger)
    foreign.assertStatus(404)
  })
})

const KEPT = { teamId: null, address: 'depth=2', positions: [], knownNodes: [] }

test.group('Kept views of the impact graph', (group) => {
  group.each.setup(wrapInTransaction)

  test('a view keeps question and places; a stale save is refused; history tells', async ({
    client,
    assert,
  }) => {
    const { user, host } = await desk()
    const places = [{ id: `c${host.id}`, x: 10, y: -20.5 }]
    const created = await client
      .post(`/configuration-items/${host.number}/impact-views`)
      .loginAs(user)
      .withCsrfToken()
      .redirects(0)
      .json({ ...KEPT, name: 'Evening', positions: places, knownNodes: [`c${host.id}`] })
    created.assertStatus(302)
    const view = await KeptView.query().firstOrFail()
    assert.deepEqual(view.positions, { [`c${host.id}`]: { x: 10, y: -20.5 } })
    assert.include(created.header('location'), `depth=2&view=${view.id}`)

    const change = (version: number, name: string) =>
      client
        .patch(`/impact-views/${view.id}`)
        .loginAs(user)
        .withCsrfToken()
        .redirects(0)
        .header('accept', 'application/json')
        .json({ ...KEPT, name, version })
    ;(await change(1, 'Night')).assertStatus(302)
    ;(await change(1, 'Morning')).assertStatus(409)
    const actions = await AuditEvent.query().where('subjectType', 'impact_view').orderBy('id')
    assert.deepEqual(
      actions.map(({ action }) => action),
      ['impact_view.created', 'impact_view.changed']
    )
  })

  test('a private view is the owner’s alone, a team’s is its members’; only the owner deletes', async ({
    client,
    assert,
  }) => {
    const { user, host, organisation } = await desk()
    const mate = await createUser({ roles: ['agent_l2'], assignedTo: organisation })
    const outsider = await createUser({
      roles: ['agent_l2'],
      assignedTo: await createOrganisation(),
      person: await createPerson(),
    })
    const team = await Team.create({ code: 'NET', name: 'Network', isActive: true, version: 1 })
    const rows = [user, mate, outsider].map(({ personId }) => ({
      ...{ team_id: team.id, person_id: personId, is_lead: false },
    }))
    await db.table('team_members').multiInsert(rows)
    const save = (name: string, teamId: number | null) =>
      client
        .post(`/configuration-items/${host.number}/impact-views`)
        .loginAs(user)
        .withCsrfToken()
        .redirects(0)
        .json({ ...KEPT, name, teamId })
    await save('Mine', null)
    await save('Ours', team.id)
    const [mine, ours] = await KeptView.query().orderBy('id')

    const page = await client
      .get(`/configuration-items/${host.number}/impact`)
      .loginAs(mate)
      .withInertia()
    const { views } = page.inertiaProps as { views: { name: string }[] }
    assert.deepEqual(
      views.map(({ name }) => name),
      ['Ours']
    )
    const remove = (who: User, id: number) =>
      client
        .delete(`/impact-views/${id}`)
        .loginAs(who)
        .withCsrfToken()
        .redirects(0)
        .json({ version: 1 })
    ;(await remove(mate, mine!.id)).assertStatus(404)
    ;(await remove(mate, ours!.id)).assertStatus(403)
    ;(await remove(outsider, ours!.id)).assertStatus(404)
    ;(await remove(user, ours!.id)).assertStatus(302)
    assert.lengthOf(await KeptView.query(), 1)
  })

  test('a team that is not one’s own is refused on its field, and an address leads nowhere else', async ({
    client,
    assert,
  }) => {
    const { user, host } = await desk()
    const team = await Team.create({ code: 'X', name: 'Others', isActive: true, version: 1 })
    const save = (more: object) =>
      client
        .post(`/configuration-items/${host.number}/impact-views`)
        .loginAs(user)
        .withCsrfToken()
        .header('accept', 'application/json')
        .json({ ...KEPT, name: 'View', ...more })
    ;(await save({ teamId: team.id })).assertStatus(422)
    ;(await save({ address: 'depth=2#//evil.example' })).assertStatus(422)
    ;(await save({ positions: [{ id: 'c1', x: 1e12, y: 0 }] })).assertStatus(422)
    assert.isEmpty(await KeptView.query())
  })
})
