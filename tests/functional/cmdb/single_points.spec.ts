import {
  findSinglePoints,
  makeSinglePoints,
  watchedServices,
} from '#cmdb/actions/make_single_points'
import { requestSinglePoints } from '#cmdb/actions/request_single_points'
import { freshImpactSnapshot } from '#cmdb/queries/impact_snapshot'
import { runBackgroundTask } from '#core/actions/run_background_task'
import BackgroundTask from '#core/models/background_task'
import { storagePath } from '#core/storage'
import { loadPrincipal } from '#directory/queries/load_principal'
import { createConfigurationItem, relate } from '#tests/helpers/cmdb'
import { wrapInTransaction } from '#tests/helpers/database'
import { actorOf } from '#tests/helpers/desk'
import { createOrganisation, createUser } from '#tests/helpers/people'
import type User from '#directory/models/user'
import type { ApiClient } from '@japa/api-client'
import { test } from '@japa/runner'
import { readFile, rm } from 'node:fs/promises'

/** What the reports of a test left in the storage. */
const files: string[] = []

type Shown = {
  report: { state: string; isUnderWay: boolean; progressDone: number; progressTotal: number }
  result: { items: number; services: number } | null
  points: { rows: { name: string; services: number; down: number; lost: { name: string }[] }[] }
}

/** Two clients with a service each on one switch; the second one's service has two machines. */
async function installation() {
  const [provider, one, two] = [
    await createOrganisation({ kind: 'provider' }),
    await createOrganisation(),
    await createOrganisation(),
  ]
  const of = (organisationId: number, name: string, classCode = 'virtual_machine') =>
    createConfigurationItem({ organisationId, name, classCode })
  const shared = await of(provider.id, 'Switch', 'switch')
  const vm = await of(one.id, 'VM')
  const shop = await of(one.id, 'Shop', 'business_service')
  await relate(shop, vm)
  await relate(vm, shared)
  const bank = await of(two.id, 'Bank', 'business_service')
  for (const name of ['Left', 'Right']) {
    const node = await of(two.id, name)
    await relate(bank, node, { group: { key: 'nodes', rule: 'any' } })
    await relate(node, shared)
  }
  return { one, two }
}

async function ask(user: User, organisation: string | null) {
  const principal = (await loadPrincipal(user.id))!
  return requestSinglePoints.handle({
    ...{ actor: actorOf(user), principal, organisation, service: null },
  })
}

/** Jobs of a test run at once. */
async function done(task: BackgroundTask) {
  await task.refresh()
  files.push(storagePath(task.resultFile!))
  return task
}

async function shown(client: ApiClient, user: User, { id }: BackgroundTask) {
  const page = await client.get(`/impact/single-points/${id}`).loginAs(user).withInertia()
  page.assertStatus(200)
  return page.inertiaProps as Shown
}

test.group('Single points of failure', (group) => {
  group.each.setup(wrapInTransaction)
  group.each.teardown(async () => {
    for (const file of files.splice(0)) await rm(file, { force: true })
  })

  test('CFG-10 a report names what alone takes services down, with its progress', async ({
    client,
    assert,
  }) => {
    await installation()
    const user = await createUser({ roles: ['configuration_manager'] })
    const task = await ask(user, null)
    await done(task)
    const { report, result, points } = await shown(client, user, task)
    assert.containsSubset(report, { state: 'done', isUnderWay: false })
    assert.isAbove(report.progressTotal, 0)
    assert.equal(report.progressDone, report.progressTotal)
    assert.equal(result!.services, 2)
    const told = points.rows.map(({ name, services, down }) => [name, services, down])
    assert.sameDeepMembers(told, [
      ['Switch', 2, 5],
      ['VM', 1, 1],
    ])
    const csv = await client.get(`/impact/single-points/${task.id}/points.csv`).loginAs(user)
    assert.include(csv.text(), 'Switch')
  })

  test('CFG-10 limited to a client it watches the services of that client', async ({ assert }) => {
    const { two } = await installation()
    const user = await createUser({ roles: ['configuration_manager'] })
    const task = await done(await ask(user, two.code))
    const snapshot = await freshImpactSnapshot()
    const watched = await watchedServices(snapshot, {
      organisation: { id: two.id, code: two.code, name: two.name },
      service: null,
    })
    assert.equal(watched.size, 1)
    const { points } = await findSinglePoints(snapshot, watched, async () => undefined)
    assert.lengthOf(points, 1)
    assert.equal(points[0]![2], 1)
    assert.equal(task.state, 'done')
  })

  test('T2 a restart in the middle ends with the same report; strangers get none of it', async ({
    client,
    assert,
  }) => {
    const { one } = await installation()
    const user = await createUser({ roles: ['configuration_manager'] })
    const task = await ask(user, null)
    const before = await readFile(storagePath((await done(task)).resultFile!), 'utf8')
    // The process that had begun is gone: the queue hands the task over once more.
    const begun = { progressDone: 3, progressTotal: 7, resultFile: null, finishedAt: null }
    await task.merge({ state: 'running', ...begun }).save()
    assert.containsSubset(await shown(client, user, task), {
      report: { isUnderWay: true, progressDone: 3, progressTotal: 7 },
      result: null,
    })
    await runBackgroundTask(task.id, makeSinglePoints)
    await done(task)
    assert.equal(await readFile(storagePath(task.resultFile!), 'utf8'), before)
    assert.equal(task.state, 'done')
    const { resultFile } = task
    await runBackgroundTask(task.id, () => assert.fail('a finished one is left alone'))
    assert.equal((await BackgroundTask.findOrFail(task.id)).resultFile, resultFile)

    const other = await createUser({ roles: ['configuration_manager'] })
    const client1 = await createUser({ roles: ['customer_manager'], assignedTo: one })
    for (const stranger of [other, client1]) {
      for (const path of ['', '/points.csv']) {
        const answer = await client.get(`/impact/single-points/${task.id}${path}`).loginAs(stranger)
        assert.include([403, 404], answer.status())
      }
    }
  })
})
