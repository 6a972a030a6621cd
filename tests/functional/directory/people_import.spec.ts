import AuditEvent from '#core/models/audit_event'
import DataImport from '#core/models/data_import'
import ImportRow from '#core/models/import_row'
import ImportTemplate from '#core/models/import_template'
import { resolvePersonalValues } from '#core/queries/resolve_personal_values'
import { runImport } from '#core/actions/run_import'
import Department from '#directory/models/department'
import Organisation from '#directory/models/organisation'
import Person from '#directory/models/person'
import type User from '#directory/models/user'
import {
  DEFAULTS,
  Journey,
  outcomes,
  problemsOf,
  rowsOf,
  statuses,
  type Settings,
} from '#tests/helpers/people_import'
import { wrapInTransaction } from '#tests/helpers/database'
import { createOrganisation, createPerson, createUser } from '#tests/helpers/people'
import { csvOf, fileOf, forgetUploads } from '#tests/helpers/spreadsheets'
import ImportPeople from '#directory/commands/import_people'
import ace from '@adonisjs/core/services/ace'
import db from '@adonisjs/lucid/services/db'
import type { ApiClient } from '@japa/api-client'
import { test } from '@japa/runner'

const HEADINGS = ['ФИО', 'Почта', 'Организация', 'Должность']

async function fetchFile(client: ApiClient, address: string, user: User): Promise<Buffer> {
  const request = client.get(address).loginAs(user)
  void request.request.responseType('arraybuffer')
  const answer = await request
  answer.assertStatus(200)
  return answer.body()
}

const named = (name: string) =>
  Person.query().where('displayName', name).preload('organisation').preload('phones').firstOrFail()
const countAudit = async () => Number((await db.from('audit_events').count('* as n'))[0].n)

test.group('Import of people', (group) => {
  let client: Organisation
  let admin: User

  group.each.setup(wrapInTransaction)
  group.each.setup(async () => {
    client = await createOrganisation({ code: 'ACME', name: 'Acme' })
    admin = await createUser({ roles: ['administrator'] })
  })
  group.each.teardown(forgetUploads)

  test('DSC-09 shows cell by cell what would change and writes nothing yet', async ({
    client: http,
    assert,
  }) => {
    const anna = await createPerson({
      ...{ organisationId: client.id, displayName: 'Анна Берг', email: 'anna@example.org' },
      jobTitle: 'Бухгалтер',
    })
    const before = await countAudit()
    const { dataImport, rows } = await new Journey(http, admin).preview([
      HEADINGS,
      ['Анна Берг', 'ANNA@example.org', 'acme', 'Главный бухгалтер'],
      ['Новый Человек', 'new@example.org', 'Acme', ''],
      ['Плохой', 'не почта', 'Acme', ''],
      ['', '', '', ''],
      ['Чужой', 'x@example.org', 'Нет такой', ''],
    ])
    assert.deepEqual(statuses(rows), ['changed', 'new', 'error', 'error'])
    assert.deepEqual(rows[0]!.cells, {
      displayName: { after: 'Анна Берг' },
      email: { after: 'ANNA@example.org' },
      jobTitle: { before: 'Бухгалтер', after: 'Главный бухгалтер' },
      organisation: { after: 'Acme' },
    })
    assert.equal(rows[0]!.subjectId, anna.id)
    assert.deepEqual(problemsOf(rows[2]!), ['email: email'])
    assert.deepEqual(problemsOf(rows[3]!), ['organisation: unknown_organisation'])
    assert.equal(rows[3]!.rowNumber, 6)
    assert.equal(dataImport.state, 'ready')
    assert.deepEqual(dataImport.counts!.statuses, {
      ...{ new: 1, changed: 1, unchanged: 0, ambiguous: 0, skipped: 0, error: 2 },
    })
    assert.equal(await countAudit(), before)
    assert.lengthOf(await Person.query().where('organisationId', client.id), 1)
  })

  test('DSC-09 a second run of the same file changes nothing and says so', async ({
    client: http,
    assert,
  }) => {
    const journey = new Journey(http, admin)
    const table = [
      [
        'ФИО',
        'Почта',
        'Организация',
        'Отдел',
        'Площадка',
        'Руководитель',
        'Телефон',
        'VIP',
        'Язык',
        'Часовой пояс',
        'Активен',
        'Табельный номер',
      ],
      [
        'Берг Анна',
        'anna@example.org',
        'ACME',
        'ИТ',
        'Офис',
        'Ли Виктор',
        '8 (495) 123-45-67, доб. 12; 112',
        'да',
        'русский',
        'МСК+2',
        '1',
        '7',
      ],
      [
        'Ли Виктор',
        'li@example.org',
        'ACME',
        'ИТ',
        'Офис',
        '',
        '',
        'нет',
        'en',
        'Europe/Samara',
        'нет',
        '8',
      ],
    ]
    const first = await journey.import(table)
    assert.deepEqual(outcomes(first.rows), ['created', 'created'])
    assert.deepEqual(first.dataImport.counts!.outcomes, {
      ...{ created: 2, changed: 0, unchanged: 0, skipped: 0, refused: 0 },
    })
    assert.equal(first.dataImport.state, 'done')
    const anna = await named('Берг Анна')
    const victor = await named('Ли Виктор')
    assert.equal(anna.managerId, victor.id)
    assert.equal(anna.timeZone, 'Asia/Yekaterinburg')
    assert.equal(anna.locale, 'ru')
    assert.isTrue(anna.isVip)
    assert.equal(anna.externalKey, '7')
    assert.isFalse(victor.isActive)
    assert.isNotNull(anna.siteId)
    assert.equal(anna.departmentId, victor.departmentId)
    assert.deepEqual(
      anna.phones.map(({ digits }) => digits),
      ['74951234567', '112']
    )

    const events = await countAudit()
    const second = await journey.preview(table)
    assert.deepEqual(statuses(second.rows), ['unchanged', 'unchanged'])
    const answer = await journey.run(second.dataImport)
    answer.assertStatus(422)
    assert.equal(await countAudit(), events)
    assert.lengthOf(await Department.all(), 1)
  })

  test('G-02 every person written has a history of the channel import, with values set aside', async ({
    client: http,
    assert,
  }) => {
    await new Journey(http, admin).import([HEADINGS, ['Анна', 'anna@example.org', 'ACME', 'Врач']])
    const events = await AuditEvent.query().where('channel', 'import').orderBy('id')
    assert.deepEqual(
      events.map(({ action }) => action),
      ['person.created', 'import.finished']
    )
    assert.equal(events[0]!.actorUserId, admin.id)
    assert.notInclude(JSON.stringify(events[0]!.changes), 'Анна')
    assert.notInclude(JSON.stringify(events[0]!.changes), 'anna@')
    const [resolved] = await resolvePersonalValues([events[0]!.serialize() as AuditEvent])
    assert.deepInclude(resolved!.changes, { field: 'displayName', before: null, after: 'Анна' })
  })

  test('DSC-09 a row is known by external key, else e-mail, else name in the organisation', async ({
    client: http,
    assert,
  }) => {
    const org = { organisationId: client.id }
    const byKey = await createPerson({
      ...org,
      displayName: 'Old Name',
      externalKey: 'K1',
      email: null,
    })
    const byEmail = await createPerson({ ...org, displayName: 'Other', email: 'Mixed@Example.org' })
    const byName = await createPerson({ ...org, displayName: 'Пётр Ёлкин', email: null })
    const elsewhere = await createPerson({ displayName: 'Anna', email: null })
    const { rows } = await new Journey(http, admin).preview([
      ['Табельный номер', ...HEADINGS],
      ['k1', 'New Name', 'new@example.org', 'ACME', ''],
      ['', 'Renamed', 'mixed@example.org', 'ACME', ''],
      ['', 'петр елкин', '', 'ACME', ''],
      ['', 'Anna', '', 'ACME', ''],
    ])
    assert.deepEqual(
      rows.map(({ subjectId }) => subjectId),
      [byKey.id, byEmail.id, byName.id, null]
    )
    assert.equal(rows[3]!.status, 'new')
    assert.notEqual(rows[3]!.subjectId, elsewhere.id)
  })

  test('DSC-09 what may mean several people is shown with them and not written', async ({
    client: http,
    assert,
  }) => {
    const org = { organisationId: client.id }
    const twins = [
      await createPerson({ ...org, displayName: 'Иван', email: 'one@example.org' }),
      await createPerson({ ...org, displayName: 'Иван', email: 'two@example.org' }),
    ]
    const namesake = await createPerson({ ...org, displayName: 'Олег', email: 'oleg@example.org' })
    const { rows } = await new Journey(http, admin).preview([
      HEADINGS,
      ['Иван', '', 'ACME', 'Повар'],
      ['Олег', 'another@example.org', 'ACME', 'Повар'],
      ['Мария', 'maria@example.org', 'ACME', ''],
      ['Мария П.', 'maria@example.org', 'ACME', ''],
    ])
    assert.deepEqual(statuses(rows), ['ambiguous', 'ambiguous', 'new', 'error'])
    assert.sameMembers(
      rows[0]!.candidates.map(({ id }) => id),
      twins.map(({ id }) => id)
    )
    assert.deepEqual(rows[1]!.candidates, [
      { id: namesake.id, label: 'Олег · Acme · oleg@example.org', href: `/people/${namesake.id}` },
    ])
    assert.deepEqual(rows[3]!.problems, [
      { field: null, key: 'imports.problems.same_as_row', params: { row: 4 } },
    ])
  })

  test('DSC-09 the tree group, company is made on request; circles are errors of their rows', async ({
    client: http,
    assert,
  }) => {
    const journey = new Journey(http, admin)
    const table = [
      ['ФИО', 'Организация', 'Входит в'],
      ['А', 'Завод', 'Холдинг'],
      ['Б', 'Цех', 'Завод'],
      ['В', 'Кольцо 1', 'Кольцо 2'],
      ['Г', 'Кольцо 2', 'Кольцо 1'],
      ['Д', 'Acme', 'Холдинг'],
    ]
    const without = await journey.preview(table)
    assert.deepEqual(statuses(without.rows), ['error', 'error', 'error', 'error', 'error'])

    const { dataImport, rows } = await journey.import(table, { createsOrganisations: true })
    assert.deepEqual(outcomes(rows), ['created', 'created', 'refused', 'refused', 'refused'])
    assert.deepEqual(problemsOf(rows[2]!), ['organisation: organisation_circle'])
    assert.deepEqual(problemsOf(rows[4]!), ['parentOrganisation: other_parent'])
    assert.deepEqual(dataImport.counts!.extras.organisations, [
      'Холдинг',
      'Холдинг › Завод',
      'Завод › Цех',
    ])
    const shop = await Organisation.findByOrFail('name', 'Цех')
    const works = await Organisation.findByOrFail('name', 'Завод')
    const holding = await Organisation.findByOrFail('name', 'Холдинг')
    assert.deepEqual(
      [shop.parentId, works.parentId, holding.parentId],
      [works.id, holding.id, null]
    )
    assert.deepEqual([holding.kind, works.kind], ['client', 'part'])
    assert.equal(shop.code, 'Цех')
  })

  test('DSC-05 managers are found by name or e-mail in any order; circles and strangers are errors', async ({
    client: http,
    assert,
  }) => {
    await createPerson({ displayName: 'Чужой', email: 'foreign@example.org' })
    const { rows } = await new Journey(http, admin).import([
      ['ФИО', 'Почта', 'Организация', 'Руководитель'],
      ['Низ', '', 'ACME', 'Середина'],
      ['Середина', '', 'ACME', 'top@example.org'],
      ['Верх', 'top@example.org', 'ACME', ''],
      ['Круг 1', '', 'ACME', 'Круг 2'],
      ['Круг 2', '', 'ACME', 'Круг 1'],
      ['Под кругом', '', 'ACME', 'Круг 1'],
      ['Сам', '', 'ACME', 'Сам'],
      ['К чужому', '', 'ACME', 'foreign@example.org'],
    ])
    assert.deepEqual(outcomes(rows), [
      ...['created', 'created', 'created', 'refused', 'refused', 'refused', 'refused', 'refused'],
    ])
    const [low, middle, top] = [await named('Низ'), await named('Середина'), await named('Верх')]
    assert.deepEqual([low.managerId, middle.managerId, top.managerId], [middle.id, top.id, null])
    assert.deepEqual(rows.slice(3).flatMap(problemsOf), [
      'manager: manager_circle',
      'manager: manager_circle',
      'manager: manager_not_imported',
      'manager: own_manager',
      'manager: unknown_manager',
    ])
  })

  test('managers may change places', async ({ client: http, assert }) => {
    const org = { organisationId: client.id }
    const boss = await createPerson({ ...org, displayName: 'Boss', email: 'boss@example.org' })
    const clerk = await createPerson({
      ...org,
      displayName: 'Clerk',
      managerId: boss.id,
      email: 'clerk@example.org',
    })
    const { rows } = await new Journey(http, admin).import(
      [
        ['Name', 'Email', 'Organisation', 'Manager'],
        ['Boss', 'boss@example.org', 'ACME', 'Clerk'],
        ['Clerk', 'clerk@example.org', 'ACME', ''],
      ],
      { clearsEmpty: true }
    )
    assert.deepEqual(outcomes(rows), ['changed', 'changed'])
    await boss.refresh()
    await clerk.refresh()
    assert.deepEqual([boss.managerId, clerk.managerId], [clerk.id, null])
  })

  test('an empty cell leaves the value unless it is told to erase it', async ({
    client: http,
    assert,
  }) => {
    const anna = await createPerson({
      ...{ organisationId: client.id, displayName: 'Anna', email: 'anna@example.org' },
      jobTitle: 'Cook',
    })
    const journey = new Journey(http, admin)
    const table = [HEADINGS, ['Anna', 'anna@example.org', 'ACME', '']]
    const kept = await journey.preview(table)
    assert.deepEqual(statuses(kept.rows), ['unchanged'])
    await journey.import(table, { clearsEmpty: true })
    await anna.refresh()
    assert.isNull(anna.jobTitle)
    assert.equal(anna.displayName, 'Anna')
  })

  test('G-15 a row whose record changed after the check is refused', async ({
    client: http,
    assert,
  }) => {
    const org = { organisationId: client.id }
    const anna = await createPerson({ ...org, displayName: 'Anna', email: 'anna@example.org' })
    await createPerson({ ...org, displayName: 'Boris', email: 'boris@example.org' })
    const journey = new Journey(http, admin)
    const { dataImport } = await journey.preview([
      HEADINGS,
      ['Anna', 'anna@example.org', 'ACME', 'Cook'],
      ['Boris', 'boris@example.org', 'ACME', 'Cook'],
    ])
    await anna.merge({ jobTitle: 'Pilot', version: anna.version + 1 }).save()
    const answer = await journey.run(dataImport)
    answer.assertStatus(302)
    const rows = await rowsOf(dataImport)
    assert.deepEqual(outcomes(rows), ['refused', 'changed'])
    assert.deepEqual(problemsOf(rows[0]!), ['null: changed_meanwhile'])
    await anna.refresh()
    assert.equal(anna.jobTitle, 'Pilot')
  })

  test('what a rule of the person forbids is undone alone, the others stay', async ({
    client: http,
    assert,
  }) => {
    const self = await Person.findOrFail(admin.personId)
    await self.merge({ organisationId: client.id }).save()
    const { rows } = await new Journey(http, admin).import([
      ['ФИО', 'Почта', 'Организация', 'Активен', 'Должность'],
      [self.displayName, self.email!, 'ACME', 'нет', 'Директор'],
      ['Новый', '', 'ACME', 'да', ''],
    ])
    assert.deepEqual(outcomes(rows), ['refused', 'created'])
    await self.refresh()
    assert.isTrue(Boolean(self.isActive))
    assert.isNull(self.jobTitle)
  })

  test('a run that broke off goes on where it stopped', async ({ client: http, assert }) => {
    const journey = new Journey(http, admin)
    const { dataImport } = await journey.import([
      HEADINGS,
      ['Anna', 'anna@example.org', 'ACME', ''],
      ['Boris', 'boris@example.org', 'ACME', ''],
    ])
    await Person.query()
      .where('displayName', 'Boris')
      .firstOrFail()
      .then((boris) => boris.delete())
    await ImportRow.query()
      .where({ dataImportId: dataImport.id, rowNumber: 3 })
      .update({ outcome: null })
    await dataImport.merge({ state: 'running' }).save()
    await runImport.handle(dataImport.id)
    assert.deepEqual(outcomes(await rowsOf(dataImport)), ['created', 'created'])
    assert.lengthOf(await Person.query().where('organisationId', client.id), 2)
  })

  test('more than 30 % of many known people change only when that is confirmed', async ({
    client: http,
    assert,
  }) => {
    const rows: string[][] = []
    for (let n = 0; n < 60; n += 1) {
      const email = `p${n}@example.org`
      await createPerson({ organisationId: client.id, displayName: `P ${n}`, email })
      rows.push([`P ${n}`, email, 'ACME', n < 20 ? 'Cook' : ''])
    }
    const journey = new Journey(http, admin)
    const { dataImport } = await journey.preview([HEADINGS, ...rows])
    assert.isTrue(dataImport.counts!.isMassive)
    const refused = await journey.run(dataImport)
    refused.assertStatus(422)
    assert.equal(refused.body().errors[0].field, 'confirmMassive')
    const confirmed = await journey.run(dataImport, { confirmMassive: true })
    confirmed.assertStatus(302)
    assert.lengthOf(await Person.query().where('jobTitle', 'Cook'), 20)
  })

  test('columns and settings that make no sense are refused by their field', async ({
    client: http,
    assert,
  }) => {
    const journey = new Journey(http, admin)
    const dataImport = await journey.upload([HEADINGS, ['Anna', '', 'ACME', '']])
    const wrong: [string, Settings][] = [
      ['columns', { columns: { jobTitle: 'Должность' }, organisationId: client.id }],
      ['organisationId', { columns: { displayName: 'ФИО' } }],
      ['organisationId', { columns: { displayName: 'ФИО' }, organisationId: 999_999 }],
      [
        'columns.email',
        { columns: { displayName: 'ФИО', email: 'Nope' }, organisationId: client.id },
      ],
      ['sheet', { sheet: 'Other', organisationId: client.id }],
    ]
    for (const [field, settings] of wrong) {
      const answer = await journey.check(dataImport, settings)
      answer.assertStatus(422)
      assert.equal(answer.body().errors[0].field, field)
    }
  })

  test('rows that were not taken come back as a file with the reasons', async ({
    client: http,
    assert,
  }) => {
    const journey = new Journey(http, admin)
    const { dataImport } = await journey.import([
      HEADINGS,
      ['Anna', 'nonsense', 'ACME', '=1+1'],
      ['Boris', '', 'ACME', ''],
    ])
    const address = `/people/imports/${dataImport.id}/problems`
    const csv = await http.get(address).qs({ format: 'csv' }).loginAs(admin)
    csv.assertStatus(200)
    assert.deepEqual(csv.text().replace('\uFEFF', '').trim().split('\r\n'), [
      'ФИО,Почта,Организация,Должность,Row,Reason',
      "Anna,nonsense,ACME,'=1+1,2,E-mail: This is not an e-mail address.",
    ])
    const xlsx = await fetchFile(http, address, admin)
    assert.equal(xlsx.subarray(0, 2).toString(), 'PK')
  })

  test('the example can be imported as it is, in both languages', async ({
    client: http,
    assert,
  }) => {
    for (const locale of ['ru', 'en'] as const) {
      const user = await createUser({ roles: ['administrator'], values: { locale } })
      const example = await fetchFile(http, '/people/import/example', user)
      await http
        .post('/people/imports')
        .loginAs(user)
        .withCsrfToken()
        .redirects(0)
        .file('file', example, { filename: 'example.xlsx' })
      const dataImport = await DataImport.query().orderBy('id', 'desc').firstOrFail()
      assert.lengthOf(Object.keys(dataImport.settings.columns), 16)
      const { sheet } = dataImport.settings
      const options = { sheet, createsOrganisations: true }
      const answer = await new Journey(http, user).check(dataImport, options)
      answer.assertStatus(302)
      assert.deepEqual(statuses(await rowsOf(dataImport)), ['new', 'new'])
    }
  })

  test('templates are kept per person, or for all who import into the organisation', async ({
    client: http,
    assert,
  }) => {
    const journey = new Journey(http, admin)
    const dataImport = await journey.upload([HEADINGS, ['Anna', '', 'ACME', '']])
    const body = { ...DEFAULTS, columns: dataImport.settings.columns, organisationId: client.id }
    const save = (name: string, isShared: boolean) =>
      http
        .post('/people/import-templates')
        .loginAs(admin)
        .withCsrfToken()
        .redirects(0)
        .json({ ...body, name, isShared })
    const own = await save('Own', false)
    own.assertStatus(302)
    const shared = await save('Shared', true)
    shared.assertStatus(302)
    await save('Own', false)
    assert.lengthOf(await ImportTemplate.all(), 2)

    const other = await createUser({ roles: ['administrator'] })
    const theirs = await new Journey(http, other).upload([HEADINGS, ['Anna', '', 'ACME', '']])
    const page = await http.get(`/people/imports/${theirs.id}`).loginAs(other).withInertia()
    assert.deepEqual(
      page.inertiaProps.templates.map(({ name }: { name: string }) => name),
      ['Shared']
    )
    const template = await ImportTemplate.findByOrFail('name', 'Shared')
    const remove = await http
      .delete(`/people/import-templates/${template.id}`)
      .loginAs(other)
      .withCsrfToken()
      .redirects(0)
    remove.assertStatus(404)
  })

  test("T2 somebody else's import does not exist, pages need the right", async ({
    client: http,
  }) => {
    const dataImport = await new Journey(http, admin).upload([HEADINGS, ['Anna', '', 'ACME', '']])
    const other = await createUser({ roles: ['administrator'] })
    const foreign = await http.get(`/people/imports/${dataImport.id}`).loginAs(other)
    foreign.assertStatus(404)
    const agent = await createUser({ roles: ['agent_l1'] })
    const page = await http.get('/people/import').loginAs(agent)
    page.assertStatus(403)
  })
})

test.group('Import of people within reach', (group) => {
  group.each.setup(wrapInTransaction)
  group.each.teardown(forgetUploads)

  test('T3 organisations, people and managers out of reach do not exist', async ({
    client: http,
    assert,
  }) => {
    const own = await createOrganisation({ code: 'OWN', name: 'Own' })
    const foreign = await createOrganisation({ code: 'FOREIGN', name: 'Foreign' })
    const stranger = await createPerson({
      ...{ organisationId: foreign.id, displayName: 'Stranger', email: 's@example.org' },
    })
    const editor = await createEditor(own)
    const { rows, dataImport } = await new Journey(http, editor).import(
      [
        ['Name', 'Email', 'Organisation', 'Parent organisation', 'Manager'],
        ['One', '', 'FOREIGN', '', ''],
        ['Two', 's@example.org', 'OWN', '', ''],
        ['Three', '', 'OWN', '', 'Stranger'],
        ['Four', '', 'A new root', '', ''],
        ['Five', '', 'A new part', 'OWN', ''],
        ['Six', '', 'Below foreign', 'FOREIGN', ''],
      ],
      { createsOrganisations: true }
    )
    assert.deepEqual(outcomes(rows), [
      ...['refused', 'created', 'refused', 'refused', 'created', 'refused'],
    ])
    assert.deepEqual(problemsOf(rows[0]!), ['organisation: unknown_organisation'])
    assert.deepEqual(problemsOf(rows[2]!), ['manager: unknown_manager'])
    assert.deepEqual(problemsOf(rows[3]!), ['organisation: unknown_organisation'])
    assert.equal(dataImport.state, 'done')
    await stranger.refresh()
    assert.equal(stranger.displayName, 'Stranger')
    assert.lengthOf(await Person.query().where('organisationId', foreign.id), 1)
  })

  test('T8 whoever lost the right in between does not import', async ({ client: http, assert }) => {
    const own = await createOrganisation({ code: 'OWN' })
    const editor = await createEditor(own)
    const { dataImport } = await new Journey(http, editor).preview([
      HEADINGS,
      ['Anna', '', 'OWN', ''],
    ])
    await db.from('role_assignments').where('user_id', editor.id).delete()
    await dataImport.merge({ state: 'running' }).save()
    await assert.rejects(() => runImport.handle(dataImport.id), 'imports.refusals.may_not_import')
    assert.lengthOf(await Person.query().where('displayName', 'Anna'), 0)
  })
})

test.group('Command import:people', (group) => {
  group.each.setup(wrapInTransaction)

  async function run(argv: string[]) {
    ace.ui.switchMode('raw')
    const command = await ace.create(ImportPeople, argv)
    await command.exec()
    const logs = command.ui.logger.getLogs()
    return { code: command.exitCode, output: logs.map(({ message }) => message).join('\n') }
  }

  test('DSC-09 goes by the same rules; a second run changes nothing', async ({
    assert,
    cleanup,
  }) => {
    const acme = await createOrganisation({ code: 'ACME', name: 'Acme' })
    await createOrganisation({ code: 'OTHER', name: 'Other' })
    const path = await fileOf(
      csvOf([
        ['ФИО', 'Почта', 'Организация'],
        ['Анна', 'anna@example.org', ''],
        ['Борис', 'boris@example.org', 'OTHER'],
      ]),
      cleanup
    )
    const dry = await run([path, '--organisation=ACME', '--dry-run'])
    assert.equal(dry.code, 2)
    assert.include(dry.output, 'new: 1')
    assert.lengthOf(await Person.query().where('organisationId', acme.id), 0)

    const first = await run([path, '--organisation=ACME'])
    assert.include(first.output, 'Rows written: 1')
    assert.include(first.output, 'Row 3, organisation: There is no such organisation.')
    const anna = await named('Анна')
    assert.equal(anna.organisationId, acme.id)

    const events = await countAudit()
    const second = await run([path, '--organisation=ACME'])
    assert.include(second.output, 'Nothing changed')
    assert.equal(await countAudit(), events)
  })

  test('tells what is wrong with the call', async ({ assert, cleanup }) => {
    await createOrganisation({ code: 'ACME' })
    const path = await fileOf(Buffer.from('\0'), cleanup)
    const noTable = await run([path, '--organisation=ACME'])
    assert.equal(noTable.code, 1)
    assert.include(noTable.output, 'This is no table')
    const nowhere = await run([path, '--organisation=NOWHERE'])
    assert.equal(nowhere.code, 1)
  })
})

/** Somebody who edits the directory of one client alone. */
async function createEditor(organisation: Organisation) {
  const [role] = await db.table('roles').insert({
    ...{ code: 'editor', label_ru: 'Редактор', label_en: 'Editor', is_builtin: false },
    ...{ created_at: '2026-01-01 00:00:00', updated_at: '2026-01-01 00:00:00' },
  })
  await db.table('role_permissions').multiInsert(
    ['directory.view', 'directory.edit'].map((permission) => ({
      ...{ role_id: role, permission, scope: 'assigned' },
    }))
  )
  return createUser({ roles: ['editor'], assignedTo: organisation })
}
