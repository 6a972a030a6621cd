import { applyRetention } from '#core/actions/apply_retention'
import AuditEvent from '#core/models/audit_event'
import BackgroundTask from '#core/models/background_task'
import RecordView from '#core/models/record_view'
import RetentionRule from '#core/models/retention_rule'
import { listRetention } from '#core/queries/list_retention'
import { storagePath, storeFile } from '#core/storage'
import type User from '#directory/models/user'
import { clock } from '#core/clock'
import { wrapInTransaction } from '#tests/helpers/database'
import { createDesk, createIncident, letTimeRun, moveTo } from '#tests/helpers/desk'
import { createPerson, createUser } from '#tests/helpers/people'
import type { ApiClient } from '@japa/api-client'
import { test } from '@japa/runner'
import { existsSync } from 'node:fs'

test.group('Retention', (group) => {
  group.each.setup(wrapInTransaction)
  group.each.setup(() => moveTo('2026-03-02 10:00'))
  group.each.teardown(letTimeRun)

  const save = (client: ApiClient, user: User, kind: string, values: object) =>
    client
      .put(`/personal-data/retention/${kind}`)
      .loginAs(user)
      .withCsrfToken()
      .redirects(0)
      .accept('json')
      .json(values)

  const doomed = async (kind: string) => {
    const rule = (await listRetention()).find(({ offered }) => offered.kind === kind)!
    return rule.offered.count(rule.before)
  }

  const view = (viewerUserId: number, subjectId: number) =>
    RecordView.create({
      ...{ viewerUserId, subjectType: 'person', subjectId, organisationId: null },
      ...{ at: clock.now(), lastAt: clock.now(), isPrefetch: false },
    })

  test('PD what is older than its rule goes, the rest stays, and the run is on record', async ({
    client,
    assert,
  }) => {
    const officer = await createUser({ roles: ['administrator'] })
    const values = { days: 30, isOn: true, version: 0 }
    assert.equal((await save(client, officer, 'record_views', values)).status(), 302)
    await view(officer.id, 1)
    moveTo('2026-04-02 10:00')
    await view(officer.id, 2)
    assert.equal(await doomed('record_views'), 1)

    const gone = await applyRetention.handle()
    assert.equal(gone.record_views, 1)
    assert.deepEqual(
      (await RecordView.query().where('viewerUserId', officer.id)).map(
        ({ subjectId }) => subjectId
      ),
      [2]
    )
    const rule = await RetentionRule.findByOrFail('kind', 'record_views')
    assert.equal(rule.lastCount, 1)
    assert.equal(rule.lastRunAt!.toISO(), clock.now().toISO())
    const event = await AuditEvent.query().where('action', 'retention.applied').firstOrFail()
    assert.containSubset(event.changes, [{ field: 'removedRows', after: 1 }])
    assert.equal((await applyRetention.handle()).record_views, 0)
    assert.lengthOf(await AuditEvent.query().where('action', 'retention.applied'), 1)
  })

  test('PD a rule that is off takes nothing', async ({ client, assert }) => {
    const officer = await createUser({ roles: ['administrator'] })
    await save(client, officer, 'record_views', { days: 30, isOn: false, version: 0 })
    await view(officer.id, 1)
    moveTo('2027-03-02 10:00')
    assert.notProperty(await applyRetention.handle(), 'record_views')
    assert.equal(await doomed('record_views'), 1)
  })

  test('PD files of background tasks go from the disk, the task stays without one', async ({
    assert,
  }) => {
    const user = await createUser({ roles: [] })
    const made = await Promise.all(
      ['contract_document', 'personal_data_export'].map(async (kind) => {
        const resultFile = `tasks/retention-${kind}.bin`
        await storeFile(resultFile, Buffer.from('x'))
        return BackgroundTask.create({
          ...{ kind, requestedByUserId: user.id, organisationId: null, input: {}, state: 'done' },
          ...{ progressDone: 1, progressTotal: 1, resultFile, finishedAt: clock.now() },
        })
      })
    )
    moveTo('2026-03-05 10:00')
    await applyRetention.handle()
    const [document, personal] = made
    assert.isTrue(existsSync(storagePath(document!.resultFile!)))
    assert.isFalse(existsSync(storagePath(personal!.resultFile!)))
    moveTo('2026-03-10 10:00')
    await applyRetention.handle()
    assert.isFalse(existsSync(storagePath(document!.resultFile!)))
    await document!.refresh()
    assert.containSubset(document!.$attributes, { state: 'done', resultFile: null })
  })

  test('PD inactive people are anonymised when the rule is on, unless a ticket is open', async ({
    client,
    assert,
  }) => {
    const desk = await createDesk()
    const officer = await createUser({ roles: ['administrator'] })
    const organisationId = desk.client.id
    const [gone, concerned, active] = [
      await createPerson({ organisationId, isActive: false }),
      await createPerson({ organisationId, isActive: false }),
      await createPerson({ organisationId }),
    ]
    await createIncident(desk, { requesterId: concerned.id })
    await save(client, officer, 'inactive_people', { days: 90, isOn: true, version: 0 })
    moveTo('2026-07-02 10:00')
    await applyRetention.handle()
    for (const person of [gone, concerned, active]) await person.refresh()
    assert.equal(gone.displayName, `Person #${gone.id}`)
    assert.isNull(concerned.anonymisedAt)
    assert.isNull(active.anonymisedAt)
  })

  test('PD the page counts what would go and takes a rule on the version it shows', async ({
    client,
    assert,
  }) => {
    const officer = await createUser({ roles: ['administrator'] })
    await view(officer.id, 1)
    moveTo('2029-03-03 10:00')
    const later = await createUser({ roles: ['administrator'] })
    const page = await client.get('/personal-data/retention').loginAs(later).withInertia()
    const rules = page.inertiaProps.rules as { kind: string; doomed: number; version: number }[]
    assert.containSubset(rules, [{ kind: 'record_views', doomed: 1, version: 0 }])
    const values = { days: 400, isOn: true, version: 0 }
    const reader = await createUser({ roles: ['auditor'] })
    assert.equal((await save(client, reader, 'sessions', values)).status(), 403)
    assert.equal((await save(client, later, 'sessions', values)).status(), 302)
    assert.equal((await save(client, later, 'sessions', { ...values, days: 401 })).status(), 409)
    const few = await save(client, later, 'sessions', { days: 1, isOn: true, version: 1 })
    assert.equal(few.body().errors[0].field, 'days')
    assert.equal((await save(client, later, 'nothing', values)).status(), 404)
  })
})
