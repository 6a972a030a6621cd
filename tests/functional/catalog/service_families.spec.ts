import ServiceFamily from '#catalog/models/service_family'
import AuditEvent from '#core/models/audit_event'
import { wrapInTransaction } from '#tests/helpers/database'
import { createService } from '#tests/helpers/desk'
import { createUser } from '#tests/helpers/people'
import type { ApiClient } from '@japa/api-client'
import { test } from '@japa/runner'

function createFamily(code: string, parent: ServiceFamily | null = null) {
  const names = { nameRu: `Семейство ${code}`, nameEn: `Family ${code}` }
  return ServiceFamily.create({ code, ...names, parentId: parent?.id ?? null, version: 1 })
}

async function doorsOf(client: ApiClient) {
  const user = await createUser({ roles: ['service_level_manager'] })
  const as = (method: 'POST' | 'PUT' | 'DELETE') => (path: string, values: object) =>
    client
      .request(path, method)
      .loginAs(user)
      .withCsrfToken()
      .accept('json')
      .redirects(0)
      .json(values)
  return { user, post: as('POST'), put: as('PUT'), remove: as('DELETE') }
}

const inputOf = (code: string, values: object = {}) => ({ code, nameRu: 'Связь', ...values })

test.group('Families of services', (group) => {
  group.each.setup(wrapInTransaction)

  test('families stand as a tree with the services in and below them', async ({
    client,
    assert,
  }) => {
    const { user, post } = await doorsOf(client)
    const office = await createFamily('A')
    const answer = await post('/service-families', inputOf('VOICE', { parentId: office.id }))
    answer.assertStatus(302)
    const voice = await ServiceFamily.findByOrFail('code', 'VOICE')
    await createFamily('Z')
    await createService({ code: 'PHONE', familyId: voice.id })
    await createService({ code: 'MAIL', familyId: office.id })
    const page = await client.get('/service-families').loginAs(user).withInertia()
    assert.deepEqual(
      page.inertiaProps.families.map((each: Record<string, unknown>) => [
        each.code,
        each.depth,
        each.serviceCount,
      ]),
      [
        ['A', 0, 2],
        ['VOICE', 1, 1],
        ['Z', 0, 0],
      ]
    )
    const listed = async (family: string) => {
      const list = await client.get('/services').qs({ family }).loginAs(user).withInertia()
      return list.inertiaProps.list.rows.map(({ code }: { code: string }) => code)
    }
    assert.sameMembers(await listed('A'), ['PHONE', 'MAIL'])
    assert.deepEqual(await listed('VOICE'), ['PHONE'])
    assert.isEmpty(await listed('Z'))
    const created = await AuditEvent.query()
      .where({ subjectType: 'service_family', subjectId: voice.id })
      .firstOrFail()
    assert.equal(created.action, 'service_family.created')
  })

  test('a family is not put below itself; the way is named', async ({ client, assert }) => {
    const { put } = await doorsOf(client)
    const top = await createFamily('TOP')
    const middle = await createFamily('MIDDLE', top)
    const low = await createFamily('LOW', middle)
    for (const [parent, way] of [
      [low, 'TOP → LOW → MIDDLE → TOP'],
      [top, 'TOP → TOP'],
    ] as const) {
      const answer = await put(
        '/service-families/TOP',
        inputOf('TOP', { version: 1, parentId: parent.id })
      )
      answer.assertStatus(422)
      assert.equal(answer.body().errors[0].field, 'parentId')
      assert.include(answer.body().errors[0].message, way)
    }
    await top.refresh()
    assert.isNull(top.parentId)
  })

  test('a used family is not deleted, an empty one is', async ({ client, assert }) => {
    const { remove } = await doorsOf(client)
    const top = await createFamily('TOP')
    const low = await createFamily('LOW', top)
    const service = await createService({ familyId: low.id })
    for (const code of ['TOP', 'LOW']) {
      const answer = await remove(`/service-families/${code}`, { version: 1 })
      answer.assertStatus(422)
    }
    await service.merge({ familyId: null }).save()
    const stale = await remove('/service-families/LOW', { version: 9 })
    stale.assertStatus(409)
    const answer = await remove('/service-families/LOW', { version: 1 })
    answer.assertStatus(302)
    assert.isNull(await ServiceFamily.find(low.id))
    const event = await AuditEvent.query()
      .where({ subjectType: 'service_family', subjectId: low.id })
      .firstOrFail()
    assert.equal(event.action, 'service_family.deleted')
  })

  test('{$self} is refused on its field')
    .with(['code', 'nameRu', 'parentId'])
    .run(async ({ client, assert }, field) => {
      const { post } = await doorsOf(client)
      await createFamily('TAKEN')
      const wrong = {
        code: { code: 'taken' },
        nameRu: { nameRu: '' },
        parentId: { parentId: 999_999 },
      }[field]!
      const answer = await post('/service-families', inputOf('VOICE', wrong))
      answer.assertStatus(422)
      assert.equal(answer.body().errors[0].field, field)
    })

  test('readers see the tree and change nothing', async ({ client, assert }) => {
    await createFamily('TOP')
    const reader = await createUser({ roles: ['end_user'] })
    const page = await client.get('/service-families').loginAs(reader).withInertia()
    assert.isFalse(page.inertiaProps.canEdit)
    const answer = await client
      .delete('/service-families/TOP')
      .loginAs(reader)
      .withCsrfToken()
      .json({ version: 1 })
    answer.assertStatus(403)
  })
})
