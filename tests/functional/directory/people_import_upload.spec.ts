import { UPLOADS } from '#config/uploads'
import { sweepUploads } from '#core/actions/sweep_uploads'
import DataImport from '#core/models/data_import'
import Upload from '#core/models/upload'
import { storagePath } from '#core/storage'
import type User from '#directory/models/user'
import { wrapInTransaction } from '#tests/helpers/database'
import { letTimeRun, moveTo } from '#tests/helpers/desk'
import { createUser } from '#tests/helpers/people'
import { csvOf, forgetUploads, workbookOf, workbookParts, zipOf } from '#tests/helpers/spreadsheets'
import type { ApiClient } from '@japa/api-client'
import { test } from '@japa/runner'
import { readdir, utimes, writeFile } from 'node:fs/promises'

const TABLE = [
  ['Name', 'Email'],
  ['Anna', 'anna@example.org'],
]

function send(client: ApiClient, user: User, content: Buffer, filename: string) {
  return client
    .post('/people/imports')
    .loginAs(user)
    .withCsrfToken()
    .accept('json')
    .redirects(0)
    .file('file', content, { filename })
}

const filesOf = () => readdir(storagePath('uploads')).catch(() => [])

test.group('Upload of a file', (group) => {
  group.each.setup(wrapInTransaction)
  group.each.setup(forgetUploads)
  group.each.teardown(forgetUploads)
  group.each.teardown(letTimeRun)

  test('takes {name} for what it is, whatever it is called')
    .with([
      { name: 'a workbook', filename: 'people.xlsx', type: 'xlsx' as const },
      { name: 'a workbook', filename: 'people.csv', type: 'xlsx' as const },
      { name: 'a CSV file', filename: 'people.csv', type: 'csv' as const },
      { name: 'a CSV file', filename: 'people', type: 'csv' as const },
    ])
    .run(async ({ client, assert }, { filename, type }) => {
      const admin = await createUser({ roles: ['administrator'] })
      const content = type === 'xlsx' ? await workbookOf(TABLE) : csvOf(TABLE)
      const answer = await send(client, admin, content, filename)
      answer.assertStatus(302)
      const upload = await Upload.firstOrFail()
      assert.equal(upload.type, type)
      assert.equal(upload.size, content.length)
      const dataImport = await DataImport.firstOrFail()
      answer.assertHeader('location', `/people/imports/${dataImport.id}`)
      assert.deepEqual(dataImport.settings.columns, { displayName: 'Name', email: 'Email' })
    })

  test('refuses {name}')
    .with([
      {
        name: 'a program called .xlsx',
        content: () => Buffer.from('MZ\u0090\0\u0003\0\0\0'),
        key: 'no table',
      },
      {
        name: 'a picture called .csv',
        content: () => Buffer.from('\u0089PNG\r\n\u001A\n\0\0\0', 'latin1'),
        key: 'no table',
      },
      { name: 'an empty file', content: () => Buffer.alloc(0), key: 'is empty' },
      {
        name: 'a table of spaces',
        content: () => Buffer.from(' \r\n ; \r\n'),
        key: 'no rows below',
      },
      {
        name: 'an old workbook',
        content: () => Buffer.from('d0cf11e0a1b11ae10000', 'hex'),
        key: 'old format',
      },
      {
        name: 'another zip',
        content: () => zipOf([{ name: 'word/document.xml', content: Buffer.from('<a/>') }]),
        key: 'no table',
      },
      {
        name: 'a zip bomb',
        content: () => zipOf(workbookParts(Buffer.from('<a/>'), UPLOADS.maxUnpackedBytes + 1)),
        key: 'unpacks to too much',
      },
    ])
    .run(async ({ client, assert }, { content, key }) => {
      const admin = await createUser({ roles: ['administrator'] })
      const answer = await send(client, admin, content(), 'people.xlsx')
      answer.assertStatus(422)
      assert.equal(answer.body().errors[0].field, 'file')
      assert.include(answer.body().errors[0].message, key)
      assert.lengthOf(await Upload.all(), 0)
      assert.lengthOf(await DataImport.all(), 0)
      assert.deepEqual(await filesOf(), [])
    })

  test('tells the limit to a file that is too large', async ({ client, assert }) => {
    const admin = await createUser({ roles: ['administrator'] })
    const content = Buffer.alloc(UPLOADS.maxBytes + 1, 'a')
    const answer = await send(client, admin, content, 'people.csv')
    answer.assertStatus(422)
    assert.include(answer.body().errors[0].message, `${UPLOADS.maxBytes / 1024 / 1024} MB`)
    assert.deepEqual(await filesOf(), [])
  })

  test('asks for a file where none came', async ({ client, assert }) => {
    const admin = await createUser({ roles: ['administrator'] })
    for (const request of [
      client.post('/people/imports').json({}),
      client.post('/people/imports').field('file', 'text'),
    ]) {
      const answer = await request.loginAs(admin).withCsrfToken().accept('json').redirects(0)
      answer.assertStatus(422)
      assert.include(answer.body().errors[0].message, 'Choose a file')
    }
  })

  test('never lets a name lead anywhere', async ({ client, assert }) => {
    const admin = await createUser({ roles: ['administrator'] })
    const answer = await send(client, admin, csvOf(TABLE), '../../../etc/pass wd\u202E.csv')
    answer.assertStatus(302)
    const upload = await Upload.firstOrFail()
    assert.match(upload.file, /^uploads\/[0-9a-f]{32}$/)
    assert.notInclude(upload.name, '/')
    assert.match(upload.name, /^[\p{L}\p{N}._-]+$/u)
    assert.deepEqual(await filesOf(), [upload.file.replace('uploads/', '')])
  })

  test('writes nothing for who may not import', async ({ client, assert }) => {
    const agent = await createUser({ roles: ['agent_l1'] })
    const answer = await send(client, agent, csvOf(TABLE), 'people.csv')
    answer.assertStatus(403)
    assert.deepEqual(await filesOf(), [])
  })

  test('is swept when it is old, with its import; strays too', async ({ client, assert }) => {
    for (const [at, name] of [
      ['2026-03-01 12:00', 'old.csv'],
      ['2026-03-07 12:00', 'young.csv'],
    ] as const) {
      moveTo(at)
      const admin = await createUser({ roles: ['administrator'] })
      const answer = await send(client, admin, csvOf(TABLE), name)
      answer.assertStatus(302)
    }
    const stray = storagePath('uploads/stray')
    await writeFile(stray, 'x')
    await utimes(stray, new Date('2026-03-05'), new Date('2026-03-05'))

    moveTo('2026-03-08 13:00')
    assert.deepEqual(await sweepUploads.handle(), { uploads: 1, imports: 1, strays: 1 })
    const [upload, ...others] = await Upload.all()
    assert.equal(upload?.name, 'young.csv')
    assert.lengthOf(others, 0)
    assert.deepEqual(await filesOf(), [upload!.file.replace('uploads/', '')])
    assert.lengthOf(await DataImport.all(), 1)
  })
})
