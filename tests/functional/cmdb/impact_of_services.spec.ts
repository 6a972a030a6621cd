import { moveService } from '#catalog/actions/move_service'
import { saveService } from '#catalog/actions/save_service'
import type Service from '#catalog/models/service'
import type { ImpactList } from '#cmdb/queries/impact_list'
import { impactSnapshot } from '#cmdb/queries/impact_snapshot'
import type { ImpactView } from '#cmdb/queries/impact_view'
import type ConfigurationItem from '#cmdb/models/configuration_item'
import { SYSTEM_ACTOR } from '#core/actor'
import { createConfigurationItem, relate } from '#tests/helpers/cmdb'
import { wrapInTransaction } from '#tests/helpers/database'
import { createService } from '#tests/helpers/desk'
import { createOrganisation, createUser } from '#tests/helpers/people'
import emitter from '@adonisjs/core/services/emitter'
import type { ApiClient } from '@japa/api-client'
import { test } from '@japa/runner'

function needs(service: Service, ...needed: Service[]) {
  const { code, nameRu, nameEn, criticality } = service
  return saveService.handle({
    ...{ actor: SYSTEM_ACTOR, principal: null, serviceId: service.id },
    values: {
      ...{ code, nameRu, nameEn, criticality, needsIds: needed.map(({ id }) => id) },
      ...{ descriptionRu: null, descriptionEn: null, technicalRu: null, technicalEn: null },
      ...{ familyId: null, ownerPersonId: null, supportTeamId: null },
      ...{ availabilityTarget: null, availabilityCalendarId: null },
    },
  })
}

type User = Awaited<ReturnType<typeof createUser>>

async function house() {
  const provider = await createOrganisation({ kind: 'provider' })
  const user = await createUser({ roles: ['configuration_manager'], values: { locale: 'en' } })
  const item = (name: string, classCode = 'virtual_machine', service: Service | null = null) =>
    createConfigurationItem({
      ...{ organisationId: provider.id, name, classCode, serviceId: service?.id ?? null },
    })
  return { provider, user, item }
}

async function viewOf(client: ApiClient, item: ConfigurationItem, user: User): Promise<ImpactView> {
  const answer = await client.get(`/configuration-items/${item.number}/impact.json`).loginAs(user)
  return answer.body()
}

const told = ({ services }: ImpactView) =>
  services.map(({ name, state, serviceCode, path }) => [name, state, serviceCode, path.join(' ')])

test.group('Services in the impact of an item', (group) => {
  group.each.setup(wrapInTransaction)

  test('CAT-04 names services directly and through services, each with the way', async ({
    client,
    assert,
  }) => {
    const { user, item } = await house()
    const [access, mail, shop] = [
      await createService({ code: 'ACCESS', nameEn: 'Access' }),
      await createService({ code: 'MAIL', nameEn: 'E-mail' }),
      await createService({ code: 'SHOP', nameEn: 'Shop' }),
    ]
    const server = await item('dc01')
    const accessItem = await item('Sign-in', 'business_service', access)
    await relate(accessItem, server, { typeCode: 'realised_by' })
    await item('Mail twin', 'business_service', mail)
    await needs(mail, access)
    await needs(shop, mail)

    const view = await viewOf(client, server, user)
    assert.deepEqual(told(view), [
      ['Sign-in', 'down', 'ACCESS', ''],
      ['Mail twin', 'down', 'MAIL', 'Sign-in'],
      ['Shop', 'down', 'SHOP', 'Sign-in Mail twin'],
    ])
    const node = view.nodes.find(({ kind }) => kind === 'service')!
    assert.deepInclude(node, { number: 'SHOP', name: 'Shop', classCode: 'catalogue_service' })
    const from = view.nodes.find(({ name }) => name === 'Mail twin')!
    assert.include(
      view.edges.map(({ from: start, to, type }) => [start, to, type].join(' ')),
      [from.id, node.id, 'depends_on'].join(' ')
    )
    const list: ImpactList = (
      await client.get(`/configuration-items/${server.number}/impact.json?full=1`).loginAs(user)
    ).body()
    assert.deepEqual(list.rows.at(-1)!.slice(0, 4), ['SHOP', 'Shop', 'catalogue_service', 3])
    const csv = await client.get(`/configuration-items/${server.number}/impact.csv`).loginAs(user)
    assert.include(csv.text(), 'Shop')
    const page = await client
      .get(`/configuration-items/${server.number}`)
      .loginAs(user)
      .withInertia()
    assert.equal(page.inertiaProps.impact.counts.services, 3)
  })

  test('CAT-04 a redundant way degrades the services that depend on it', async ({
    client,
    assert,
  }) => {
    const { user, item } = await house()
    const [access, mail] = [
      await createService({ code: 'ACCESS' }),
      await createService({ code: 'MAIL', nameEn: 'E-mail' }),
    ]
    const accessItem = await item('Sign-in', 'business_service', access)
    const [first, second] = [await item('dc01'), await item('dc02')]
    const controllers = { key: 'controllers', rule: 'any' as const }
    await relate(accessItem, first, { group: controllers })
    await relate(accessItem, second, { group: controllers })
    await needs(mail, access)
    assert.deepEqual(told(await viewOf(client, first, user)), [
      ['Sign-in', 'degraded', 'ACCESS', ''],
      ['E-mail', 'degraded', 'MAIL', 'Sign-in'],
    ])
  })

  test('CAT-04 a service that is retired or needs nothing any more is out of the next answer', async ({
    client,
    assert,
  }) => {
    const { user, item } = await house()
    const [access, mail] = [
      await createService({ code: 'ACCESS' }),
      await createService({ code: 'MAIL', nameEn: 'E-mail' }),
    ]
    const accessItem = await item('Sign-in', 'business_service', access)
    const server = await item('dc01')
    await relate(accessItem, server)
    await needs(mail, access)
    assert.lengthOf((await viewOf(client, server, user)).services, 2)
    await needs(mail)
    assert.lengthOf((await viewOf(client, server, user)).services, 1)
    const { version } = await needs(mail, access)
    assert.lengthOf((await viewOf(client, server, user)).services, 2)
    await moveService.handle({
      ...{ actor: SYSTEM_ACTOR, serviceId: mail.id, seenVersion: version, step: 'retire' },
    })
    assert.lengthOf((await viewOf(client, server, user)).services, 1)
  })

  test('CAT-02 a client is told how many, not which services hang on an own item', async ({
    client,
    assert,
  }) => {
    const organisation = await createOrganisation()
    const manager = await createUser({ roles: ['customer_manager'] })
    await manager.load('person')
    await manager.person.merge({ organisationId: organisation.id }).save()
    const access = await createService({ code: 'ACCESS' })
    const mail = await createService({ code: 'MAIL', nameEn: 'Secret plan' })
    const own = await createConfigurationItem({
      ...{ organisationId: organisation.id, name: 'Own sign-in', serviceId: access.id },
    })
    await needs(mail, access)
    const view = await viewOf(client, own, manager)
    assert.isEmpty(view.services)
    assert.deepEqual(view.hidden, [{ classCode: 'catalogue_service', count: 2 }])
    assert.notInclude(JSON.stringify(view), 'Secret plan')
  })

  test('CAT-06 a service is named in the language of the reader, marked when it is not', async ({
    client,
    assert,
  }) => {
    const { user, item } = await house()
    const access = await createService({ code: 'ACCESS' })
    const mail = await createService({ code: 'MAIL', nameRu: 'Почта', nameEn: '' })
    const accessItem = await item('Sign-in', 'business_service', access)
    await needs(mail, access)
    assert.equal(told(await viewOf(client, accessItem, user))[0]![0], 'Почта [RU]')
    const russian = await createUser({ roles: ['configuration_manager'], values: { locale: 'ru' } })
    assert.equal(told(await viewOf(client, accessItem, russian))[0]![0], 'Почта')
  })

  test('CFG-05 an item is told which service it stands for; a retired one is refused', async ({
    client,
    assert,
  }) => {
    const { user, item } = await house()
    const service = await createService({ code: 'MAIL' })
    const retired = await createService({ status: 'retired' })
    const twin = await item('Mail', 'business_service')
    const patch = (serviceId: number, version: number) =>
      client
        .patch(`/configuration-items/${twin.number}`)
        .loginAs(user)
        .withCsrfToken()
        .accept('json')
        .redirects(0)
        .json({ version, serviceId })
    for (const id of [retired.id, 999_999]) {
      const answer = await patch(id, 1)
      answer.assertStatus(422)
      assert.equal(answer.body().errors[0].field, 'serviceId')
    }
    const answer = await patch(service.id, 1)
    answer.assertStatus(302)
    const page = await client.get('/services/MAIL').loginAs(user).withInertia()
    assert.equal(page.inertiaProps.related[0].links[0].label, 'Mail')
  })

  test('the catalogue is read once for a snapshot, not for an answer', async ({
    client,
    assert,
  }) => {
    const { user, item } = await house()
    const server = await item('dc01')
    for (const at of [1, 2, 3, 4, 5]) {
      const service = await createService()
      await relate(await item(`Twin ${at}`, 'business_service', service), server)
    }
    await viewOf(client, server, user)
    const statements: string[] = []
    const listen = ({ sql }: { sql: string }) => void statements.push(sql)
    emitter.on('db:query', listen)
    await viewOf(client, server, user)
    emitter.off('db:query', listen)
    // Marks of outages ask for the services one may see, on their own behalf.
    const catalogue = /service_dependencies|^select [^(]* from .services/
    assert.isEmpty(statements.filter((sql) => catalogue.test(sql)))
    assert.isAbove((await impactSnapshot()).services.size, 4)
  })
})
