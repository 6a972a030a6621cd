import AuditEvent from '#core/models/audit_event'
import { documentTexts } from '#core/documents/document_texts'
import { xlsxDocument } from '#core/documents/xlsx_document'
import BackgroundTask from '#core/models/background_task'
import { storagePath } from '#core/storage'
import { ZipFile } from '#core/zip_file'
import { personalDataSources } from '#directory/queries/personal_data'
import type User from '#directory/models/user'
import { exportDocument } from '#privacy/queries/export_document'
import { wrapInTransaction } from '#tests/helpers/database'
import { actorOf, createDesk, createIncident, letTimeRun, moveTo } from '#tests/helpers/desk'
import { createUser } from '#tests/helpers/people'
import { addComment } from '#tickets/actions/add_comment'
import i18nManager from '@adonisjs/i18n/services/main'
import type { ApiClient } from '@japa/api-client'
import { test } from '@japa/runner'
import ExcelJS from 'exceljs'

test.group('Export of one person’s data', (group) => {
  group.each.setup(wrapInTransaction)
  group.each.setup(() => moveTo('2026-03-02 10:00'))
  group.each.teardown(letTimeRun)

  const ask = (client: ApiClient, user: User, personId: number) =>
    client
      .post(`/people/${personId}/personal-data-exports`)
      .loginAs(user)
      .withCsrfToken()
      .accept('json')
  const look = (client: ApiClient, user: User, path: string) =>
    client.get(path).loginAs(user).accept('json')

  async function read(file: string, name: string): Promise<string> {
    const limits = { maxEntries: 10, maxUnpackedBytes: 10_000_000 }
    const zip = await ZipFile.open(storagePath(file), limits)
    try {
      return (await Array.fromAsync(zip.text(name))).join('')
    } finally {
      zip.close()
    }
  }

  test('PD art. 14: all that names the person, for machines and for people, made in the background', async ({
    client,
    assert,
  }) => {
    const desk = await createDesk()
    const officer = await createUser({ roles: ['administrator'] })
    const ticket = await createIncident(desk, { title: 'The scanner hums' })
    await addComment.handle({
      ...{ actor: actorOf(desk.requester), ticketId: ticket.id },
      ...{ visibility: 'public', body: 'It hums louder' },
    })
    const { personId } = desk.requester
    const { url } = (await ask(client, officer, personId)).body()
    const state = (await look(client, officer, url)).body()
    assert.containSubset(state, { state: 'done', name: `person-${personId}.zip` })
    assert.equal(state.progressDone, state.progressTotal)

    const { resultFile } = await BackgroundTask.query().orderBy('id', 'desc').firstOrFail()
    const json = JSON.parse(await read(resultFile!, `person-${personId}.json`))
    const { data } = json
    assert.equal(data.profile[0].display_name, desk.requester.person.displayName)
    assert.equal(data.account[0].email, desk.requester.email)
    assert.equal(data.tickets[0].title, 'The scanner hums')
    assert.equal(data.comments[0].body, 'It hums louder')
    assert.isAbove(data.audit.length, 0)
    assert.notInclude(JSON.stringify(json), desk.requester.password)

    assert.match(await read(resultFile!, `person-${personId}.xlsx`), /^PK/)
  })

  test('PD the workbook has a sheet for each kind of data there is, in the language asked for', async ({
    assert,
  }) => {
    const texts = documentTexts('ru', 'Europe/Moscow')
    const rows = { profile: [{ id: 7, display_name: '=1+1' }], audit: [{ action: 'x' }], roles: [] }
    const content = await xlsxDocument(exportDocument(7, rows, texts), texts)
    const workbook = new ExcelJS.Workbook()
    await workbook.xlsx.load(content as never)
    const names = workbook.worksheets.map(({ name }) => name)
    assert.deepEqual(names, ['Карточка', 'История изменений'])
    assert.include(JSON.stringify(workbook.worksheets[0]!.getSheetValues()), '=1+1')
  })

  test('PD every kind of data has a name that a sheet may have', ({ assert }) => {
    for (const locale of ['ru', 'en']) {
      const i18n = i18nManager.locale(locale)
      const names = personalDataSources().map(({ key }) => i18n.t(`privacy.sources.${key}`))
      const workbook = new ExcelJS.Workbook()
      for (const name of names) assert.doesNotThrow(() => void workbook.addWorksheet(name))
    }
  })

  test('PD only who asked has it, each download is on record, and after two days there is none', async ({
    client,
    assert,
  }) => {
    const desk = await createDesk()
    const [officer, other] = [
      await createUser({ roles: ['administrator'] }),
      await createUser({ roles: ['administrator'] }),
    ]
    const { url } = (await ask(client, officer, desk.requester.personId)).body()
    assert.equal((await look(client, other, url)).status(), 404)
    assert.equal((await look(client, other, `${url}/file`)).status(), 404)
    assert.equal((await look(client, officer, `${url}/file`)).status(), 200)
    const actions = (await AuditEvent.query().where('subjectType', 'person')).map(
      ({ action }) => action
    )
    assert.includeMembers(actions, ['person.data_exported', 'person.export_downloaded'])
    const id = url.split('/').at(-1)
    assert.equal((await look(client, officer, `/background-tasks/${id}`)).status(), 404)

    moveTo('2026-03-04 10:01')
    const later = await createUser({ roles: ['administrator'] })
    await BackgroundTask.query().where('id', id).update({ requested_by_user_id: later.id })
    assert.equal((await look(client, later, `${url}/file`)).status(), 404)
  })

  test('PD who may not manage personal data gets nothing', async ({ client, assert }) => {
    const desk = await createDesk()
    const auditor = await createUser({ roles: ['auditor'] })
    for (const user of [desk.agent, auditor, desk.requester]) {
      assert.include([403, 404], (await ask(client, user, desk.requester.personId)).status())
    }
  })
})
