import AuditEvent from '#core/models/audit_event'
import type DataImport from '#core/models/data_import'
import type Organisation from '#directory/models/organisation'
import Person from '#directory/models/person'
import type User from '#directory/models/user'
import { wrapInTransaction } from '#tests/helpers/database'
import { Journey, outcomes, problemsOf, rowsOf, statuses } from '#tests/helpers/people_import'
import { createOrganisation, createPerson, createUser } from '#tests/helpers/people'
import { forgetUploads } from '#tests/helpers/spreadsheets'
import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'

const TABLE = [
  ['ФИО', 'Почта', 'Организация', 'Должность'],
  ['Иван', '', 'ACME', 'Повар'],
]

test.group('Rows of an import that fit several people', (group) => {
  let client: Organisation
  let admin: User
  let twins: [Person, Person]

  group.each.setup(wrapInTransaction)
  group.each.setup(async () => {
    client = await createOrganisation({ code: 'ACME', name: 'Acme' })
    admin = await createUser({ roles: ['administrator'] })
    const org = { organisationId: client.id }
    twins = [
      await createPerson({ ...org, displayName: 'Иван', email: 'one@example.org' }),
      await createPerson({ ...org, displayName: 'Иван', email: 'two@example.org' }),
    ]
  })
  group.each.teardown(forgetUploads)

  const ivans = () => Person.query().where({ organisationId: client.id, displayName: 'Иван' })

  /** The row after it was decided about and the file checked again. */
  async function decide(journey: Journey, dataImport: DataImport, body: object, rowNumber = 2) {
    const answer = await journey.choose(dataImport, rowNumber, body)
    answer.assertStatus(302)
    return recheck(journey, dataImport)
  }

  async function recheck(journey: Journey, dataImport: DataImport) {
    const answer = await journey.check(dataImport, { sheet: dataImport.settings.sheet })
    answer.assertStatus(302)
    await dataImport.refresh()
    return rowsOf(dataImport)
  }

  async function run(journey: Journey, dataImport: DataImport) {
    const answer = await journey.run(dataImport)
    answer.assertStatus(302)
    await dataImport.refresh()
    return outcomes(await rowsOf(dataImport))
  }

  test('DSC-09 one of the candidates is chosen, kept with the import and written', async ({
    client: http,
    assert,
  }) => {
    const journey = new Journey(http, admin)
    const { dataImport } = await journey.preview(TABLE)
    const body = { take: 'record', recordId: twins[1].id }
    const chosen = await journey.choose(dataImport, 2, body)
    chosen.assertStatus(302)

    const page = await http.get(`/people/imports/${dataImport.id}`).loginAs(admin).withInertia()
    assert.equal(page.inertiaProps.import.uncheckedChoices, 1)
    assert.notProperty(page.inertiaProps.import.settings, 'choices')
    const [shown] = page.inertiaProps.list.rows
    assert.deepEqual(shown.choice, body)
    assert.deepEqual(
      shown.candidates.map(({ label }: { label: string }) => label),
      ['Иван · Acme · one@example.org', 'Иван · Acme · two@example.org']
    )
    const early = await journey.run(dataImport)
    early.assertStatus(422)

    const [row] = await recheck(journey, dataImport)
    assert.equal(row!.status, 'changed')
    assert.equal(row!.subjectId, twins[1].id)
    assert.deepEqual(row!.cells.jobTitle, { before: null, after: 'Повар' })
    assert.deepEqual(await run(journey, dataImport), ['changed'])
    await twins[0].refresh()
    await twins[1].refresh()
    assert.deepEqual([twins[0].jobTitle, twins[1].jobTitle], [null, 'Повар'])

    const history = await AuditEvent.query()
      .where({ subjectType: 'person', subjectId: twins[1].id })
      .orderBy('id')
    assert.deepEqual(
      history.map(({ action, channel, actorUserId }) => ({ action, channel, actorUserId })),
      [{ action: 'person.changed', channel: 'import', actorUserId: admin.id }]
    )
    const [decided] = await AuditEvent.query()
      .where({ subjectType: 'data_import', subjectId: dataImport.id })
      .orderBy('id')
    assert.equal(decided!.action, 'import.row_decided')
    assert.deepEqual(decided!.changes, [
      { field: 'import_row', before: null, after: 2 },
      { field: 'import_decision', before: null, after: 'record' },
      { field: 'import_record', before: null, after: twins[1].id },
    ])
  })

  test('DSC-09 a new person is made once, however often the file is imported', async ({
    client: http,
    assert,
  }) => {
    const journey = new Journey(http, admin)
    const { dataImport } = await journey.preview(TABLE)
    const [row] = await decide(journey, dataImport, { take: 'new' })
    assert.deepEqual([row!.status, row!.subjectId], ['new', null])
    assert.deepEqual(await run(journey, dataImport), ['created'])
    assert.lengthOf(await ivans(), 3)

    // As after a run that broke off: the same import is checked and run anew.
    await dataImport.merge({ state: 'failed' }).save()
    const [again] = await recheck(journey, dataImport)
    assert.equal(again!.status, 'unchanged')
    const nothing = await journey.run(dataImport)
    nothing.assertStatus(422)

    const other = await journey.preview(TABLE)
    assert.deepEqual(statuses(other.rows), ['ambiguous'])
    assert.lengthOf(other.rows[0]!.candidates, 3)
    assert.lengthOf(await ivans(), 3)
  })

  test('DSC-09 somebody with another address is clear in a second run', async ({
    client: http,
    assert,
  }) => {
    const journey = new Journey(http, admin)
    await createPerson({ organisationId: client.id, displayName: 'Олег', email: 'o@example.org' })
    const table = [TABLE[0]!, ['Олег', 'new@example.org', 'ACME', 'Повар']]
    const { dataImport } = await journey.preview(table)
    await decide(journey, dataImport, { take: 'new' })
    assert.deepEqual(await run(journey, dataImport), ['created'])
    const second = await journey.preview(table)
    assert.deepEqual(statuses(second.rows), ['unchanged'])
  })

  test('DSC-09 a skipped row is neither written nor told as an error', async ({
    client: http,
    assert,
  }) => {
    const journey = new Journey(http, admin)
    const { dataImport } = await journey.preview([...TABLE, ['Мария', '', 'ACME', 'Врач']])
    const rows = await decide(journey, dataImport, { take: 'skip' })
    assert.deepEqual(statuses(rows), ['skipped', 'new'])
    assert.deepEqual(await run(journey, dataImport), ['skipped', 'created'])
    assert.deepInclude(dataImport.counts!.outcomes, { skipped: 1, created: 1, refused: 0 })
    const address = `/people/imports/${dataImport.id}/problems`
    const file = await http.get(address).qs({ format: 'csv' }).loginAs(admin)
    assert.notInclude(file.text(), 'Иван')
  })

  test('rows of the same name are told apart by what is chosen; one person is taken once', async ({
    client: http,
    assert,
  }) => {
    const journey = new Journey(http, admin)
    const table = [...TABLE, ['Иван', '', 'ACME', 'Врач']]
    const { dataImport, rows } = await journey.preview(table)
    assert.deepEqual(statuses(rows), ['ambiguous', 'ambiguous'])
    const first = { take: 'record', recordId: twins[0].id }
    await decide(journey, dataImport, first)
    const both = await decide(journey, dataImport, first, 3)
    assert.deepEqual(statuses(both), ['changed', 'error'])
    assert.deepEqual(problemsOf(both[1]!), ['null: same_as_row'])
    await decide(journey, dataImport, { take: 'record', recordId: twins[1].id }, 3)
    assert.deepEqual(await run(journey, dataImport), ['changed', 'changed'])
  })

  test('a choice that does not fit any more is told on its row, in the check and in the run', async ({
    client: http,
    assert,
  }) => {
    const journey = new Journey(http, admin)
    const { dataImport } = await journey.preview([...TABLE, ['Мария', '', 'ACME', 'Врач']])
    await decide(journey, dataImport, { take: 'new' })
    const third = await createPerson({ organisationId: client.id, displayName: 'Иван' })
    assert.deepEqual(await run(journey, dataImport), ['refused', 'created'])
    assert.deepEqual(problemsOf((await rowsOf(dataImport))[0]!), [
      'null: stale_choice',
      'null: changed_meanwhile',
    ])

    const next = await journey.preview(TABLE)
    const taken = { take: 'record', recordId: third.id }
    await decide(journey, next.dataImport, taken)
    await third.merge({ mergedIntoId: twins[0].id }).save()
    const [stale] = await recheck(journey, next.dataImport)
    assert.equal(stale!.status, 'ambiguous')
    assert.deepEqual(problemsOf(stale!), ['null: stale_choice'])
    assert.deepEqual(next.dataImport.settings.choices, {})
    assert.lengthOf(stale!.candidates, 2)
  })

  test('T3 nobody is taken who is not among the candidates or out of sight', async ({
    client: http,
    assert,
  }) => {
    const journey = new Journey(http, admin)
    const { dataImport } = await journey.preview([...TABLE, ['Мария', '', 'ACME', 'Врач']])
    const stranger = await createPerson({ displayName: 'Иван' })
    await twins[1].merge({ mergedIntoId: twins[0].id }).save()
    for (const [rowNumber, body, field] of [
      [2, { take: 'record', recordId: stranger.id }, 'recordId'],
      [2, { take: 'record', recordId: twins[1].id }, 'recordId'],
      [2, { take: 'record' }, 'recordId'],
      [2, { take: 'nobody' }, 'take'],
      [3, { take: 'skip' }, 'take'],
    ] as const) {
      const answer = await journey.choose(dataImport, rowNumber, body)
      answer.assertStatus(422)
      assert.equal(answer.body().errors[0].field, field)
    }
    const nowhere = await journey.choose(dataImport, 99, { take: 'skip' })
    nowhere.assertStatus(404)
    await dataImport.refresh()
    assert.deepEqual(dataImport.settings.choices, {})
  })

  test('T2 only the owner decides, and only with the right, before the run', async ({
    client: http,
    assert,
  }) => {
    const journey = new Journey(http, admin)
    const { dataImport } = await journey.preview(TABLE)
    const other = await createUser({ roles: ['administrator'] })
    const foreign = await new Journey(http, other).choose(dataImport, 2, { take: 'skip' })
    foreign.assertStatus(404)
    await db.from('role_assignments').where('user_id', admin.id).delete()
    const barred = await journey.choose(dataImport, 2, { take: 'skip' })
    barred.assertStatus(403)
    await dataImport.merge({ state: 'done' }).save()
    const keeper = await createUser({ roles: ['administrator'] })
    await dataImport.merge({ requestedByUserId: keeper.id }).save()
    const late = await new Journey(http, keeper).choose(dataImport, 2, { take: 'skip' })
    late.assertStatus(422)
    assert.include(late.body().errors[0].message, 'went on')
  })

  test('candidates out of sight are not shown', async ({ client: http, assert }) => {
    const journey = new Journey(http, admin)
    const { dataImport } = await journey.preview(TABLE)
    await twins[0].merge({ mergedIntoId: twins[1].id }).save()
    const page = await http.get(`/people/imports/${dataImport.id}`).loginAs(admin).withInertia()
    const [row] = page.inertiaProps.list.rows
    assert.deepEqual(
      row.candidates.map(({ id }: { id: number }) => id),
      [twins[1].id]
    )
  })
})
