import ContractContact from '#contracts/models/contract_contact'
import ContractDocument from '#contracts/models/contract_document'
import { sweepUploads } from '#core/actions/sweep_uploads'
import AuditEvent from '#core/models/audit_event'
import Upload from '#core/models/upload'
import { storagePath } from '#core/storage'
import type User from '#directory/models/user'
import { personReferences } from '#directory/queries/person_references'
import { personalDataSources } from '#directory/queries/personal_data'
import { emptyDatabase, wrapInTransaction } from '#tests/helpers/database'
import { createDesk, letTimeRun, moveTo, type Desk } from '#tests/helpers/desk'
import { createOrganisation, createPerson, createUser } from '#tests/helpers/people'
import { inTransaction } from '#core/transaction'
import { test } from '@japa/runner'
import type { ApiClient } from '@japa/api-client'
import { existsSync } from 'node:fs'

const PDF = Buffer.from('%PDF-1.7\n1 0 obj\n<<>>\nendobj\n')

let desk: Desk
let keeper: User

async function setUp() {
  desk = await createDesk()
  keeper = await createUser({ roles: ['account_manager'], assignedTo: desk.client })
}
const path = () => `/contracts/${desk.contract.number}`
const send = (client: ApiClient, user: User, content = PDF, isForClient = 'false') =>
  client
    .post(`${path()}/files`)
    .loginAs(user)
    .withCsrfToken()
    .accept('json')
    .redirects(0)
    .file('file', content, { filename: 'contract of <host>.pdf' })
    .field('title', 'Signed')
    .field('kind', 'signed')
    .field('isForClient', isForClient)
const ask = (client: ApiClient, user: User, method: 'post' | 'delete', address: string) =>
  client[method](`${path()}/${address}`).loginAs(user).withCsrfToken().accept('json').redirects(0)
const page = async (client: ApiClient, user: User) =>
  (await client.get(path()).loginAs(user).withInertia()).inertiaProps
const history = async () => {
  const rows = await AuditEvent.query()
    .where({ subjectType: 'contract', subjectId: desk.contract.id })
    .orderBy('id')
  return rows.map(({ action, reason }) => [action, reason])
}

test.group('Documents of a contract', (group) => {
  group.each.setup(wrapInTransaction)
  group.each.setup(setUp)
  group.each.teardown(letTimeRun)

  test('§7.1 a file is kept with a contract, sent as a file, and goes for a reason', async ({
    client,
    assert,
  }) => {
    ;(await send(client, keeper)).assertStatus(302)
    const document = await ContractDocument.firstOrFail()
    const upload = await Upload.findOrFail(document.uploadId)
    // What a record holds is not swept.
    moveTo('2040-01-01 10:00')
    await sweepUploads.handle()
    letTimeRun()
    const file = await client.get(`${path()}/files/${document.id}`).loginAs(keeper)
    file.assertStatus(200)
    file.assertHeader('content-type', 'application/pdf')
    file.assertHeader('x-content-type-options', 'nosniff')
    assert.match(file.header('content-disposition')!, /^attachment; filename\*=UTF-8''contract/)

    const address = `files/${document.id}`
    const bare = await ask(client, keeper, 'delete', address)
    bare.assertStatus(422)
    assert.equal(bare.body().errors[0].field, 'reason')
    const removed = await ask(client, keeper, 'delete', address).json({ reason: 'A wrong scan' })
    removed.assertStatus(302)
    assert.isFalse(existsSync(storagePath(upload.file)))
    assert.isNull(await Upload.find(upload.id))
    assert.deepEqual(await history(), [
      ['contract.document_added', null],
      ['contract.document_removed', 'A wrong scan'],
    ])
  })

  test('§7.1 the client’s manager takes along what is for the client, and nothing else', async ({
    client,
    assert,
  }) => {
    await send(client, keeper)
    await send(client, keeper, PDF, 'true')
    const [inner, outer] = await ContractDocument.query().orderBy('id')
    assert.lengthOf((await page(client, keeper)).documents, 2)
    assert.deepEqual(
      (await page(client, desk.manager)).documents.map(({ id }: { id: number }) => id),
      [outer!.id]
    )
    const fetch = (user: User, { id }: ContractDocument) =>
      client.get(`${path()}/files/${id}`).loginAs(user)
    ;(await fetch(desk.manager, outer!)).assertStatus(200)
    ;(await fetch(desk.manager, inner!)).assertStatus(404)
    ;(await send(client, desk.manager)).assertStatus(403)
    const gone = await ask(client, desk.manager, 'delete', `files/${outer!.id}`)
    gone.assertStatus(403)
  })

  test('T2 to those who may not see the contract its files do not exist', async ({
    client,
    assert,
  }) => {
    await send(client, keeper, PDF, 'true')
    const { id } = await ContractDocument.firstOrFail()
    const assignedTo = await createOrganisation()
    const stranger = await createUser({ roles: ['account_manager'], assignedTo })
    ;(await client.get(`${path()}/files/${id}`).loginAs(stranger)).assertStatus(404)
    ;(await send(client, stranger)).assertStatus(404)
    const gone = await ask(client, stranger, 'delete', `files/${id}`).json({ reason: 'x' })
    gone.assertStatus(404)
    assert.isNotNull(await ContractDocument.find(id))
  })

  test('§7.1 what is no document is refused on its field and leaves nothing behind', async ({
    client,
    assert,
  }) => {
    const program = await send(client, keeper, Buffer.from([0x4d, 0x5a, 0, 1, 0xff, 0xfe]))
    program.assertStatus(422)
    assert.equal(program.body().errors[0].field, 'file')
    const nameless = await client
      .post(`${path()}/files`)
      .loginAs(keeper)
      .withCsrfToken()
      .accept('json')
      .file('file', PDF, { filename: 'a.pdf' })
      .field('kind', 'signed')
      .field('isForClient', 'true')
    nameless.assertStatus(422)
    assert.lengthOf(await Upload.all(), 0)
    assert.deepEqual(await history(), [])
  })
})

test.group('Contacts of a contract', (group) => {
  // Not in one transaction: what is read beside that of the action would wait for ever.
  group.each.setup(emptyDatabase)
  group.each.teardown(emptyDatabase)
  group.each.setup(setUp)

  const add = (client: ApiClient, user: User, personId: number, role = 'billing') =>
    ask(client, user, 'post', 'contacts').json({ personId, role })

  test('§7.1 people of the client are named for what they are spoken to, once each', async ({
    client,
    assert,
  }) => {
    const { personId } = desk.requester
    ;(await add(client, keeper, personId)).assertStatus(302)
    ;(await add(client, keeper, personId)).assertStatus(302)
    ;(await add(client, keeper, personId, 'technical')).assertStatus(302)
    const { contacts } = await page(client, desk.manager)
    assert.deepEqual(
      contacts.map(({ role, person }: { role: string; person: { id: number } }) => [
        role,
        person.id,
      ]),
      [
        ['billing', personId],
        ['technical', personId],
      ]
    )
    ;(await ask(client, keeper, 'delete', `contacts/${contacts[0].id}`)).assertStatus(302)
    assert.lengthOf((await page(client, keeper)).contacts, 1)
    assert.deepEqual(
      (await history()).map(([action]) => action),
      ['contract.contact_added', 'contract.contact_added', 'contract.contact_removed']
    )
  })

  test('T2 nobody of others is named, by nobody who may not edit the contract', async ({
    client,
    assert,
  }) => {
    const own = await add(client, keeper, keeper.personId)
    own.assertStatus(422)
    assert.equal(own.body().errors[0].field, 'personId')
    const stranger = await createPerson({ organisationId: (await createOrganisation()).id })
    ;(await add(client, keeper, stranger.id)).assertStatus(422)
    ;(await add(client, desk.manager, desk.requester.personId)).assertStatus(403)
    assert.lengthOf(await ContractContact.all(), 0)
  })

  test('G-09 who is anonymised is nobody’s contact; two records of one person become one', async ({
    client,
    assert,
  }) => {
    const twin = await createPerson({ organisationId: desk.client.id })
    const { personId } = desk.requester
    await add(client, keeper, personId)
    await add(client, keeper, twin.id)
    await add(client, keeper, twin.id, 'technical')
    const reference = personReferences().find(({ table }) => table === 'contract_contacts')!
    await inTransaction((trx) => reference.repoint!({ trx, from: twin.id, to: personId }))
    const contacts = await ContractContact.query().orderBy('role')
    assert.deepEqual(
      contacts.map((each) => [each.personId, each.role]),
      [
        [personId, 'billing'],
        [personId, 'technical'],
      ]
    )
    const source = personalDataSources().find(({ key }) => key === 'contract_contacts')!
    const subject = { personId, userId: null }
    assert.lengthOf(await source.read(subject), 2)
    await inTransaction((trx) => source.erase!(trx, subject, { name: '-', email: '-' }))
    assert.lengthOf(await ContractContact.all(), 0)
  })
})
