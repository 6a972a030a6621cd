import type Service from '#catalog/models/service'
import Team from '#directory/models/team'
import Agreement from '#sla/models/agreement'
import AgreementTarget from '#sla/models/agreement_target'
import { rowOf } from '#tests/helpers/agreements'
import { wrapInTransaction } from '#tests/helpers/database'
import {
  createAgreement,
  createCalendar,
  createDesk,
  createService,
  letTimeRun,
  moveTo,
  type Desk,
} from '#tests/helpers/desk'
import { createOrganisation, createUser } from '#tests/helpers/people'
import type { ApiClient } from '@japa/api-client'
import { test } from '@japa/runner'

const HOUR = 60
type Values = { resolution: number; calendarId: number }

/** A desk whose team carries its service under an agreement of its own. */
async function chainedDesk({ resolution, calendarId }: Values) {
  const desk = await createDesk({ response: 60, resolution: 8 * HOUR })
  await desk.agreement.merge({ calendarId }).save()
  const ola = await createAgreement({ resolution })
  await ola.merge({ kind: 'ola', calendarId, nameEn: 'Internal' }).save()
  await desk.team.merge({ olaAgreementId: ola.id }).save()
  await desk.service.merge({ supportTeamId: desk.team.id }).save()
  return { ...desk, ola }
}

async function addSupplier(service: Service, { resolution, calendarId }: Values) {
  const supplier = await createOrganisation({ name: 'Carrier' })
  const uc = await createAgreement({})
  await uc.merge({ kind: 'uc', calendarId, supplierId: supplier.id }).save()
  await AgreementTarget.create({
    ...{ agreementId: uc.id, metric: 'resolution', ticketKind: 'incident' },
    ...{ serviceId: service.id, targetMinutes: resolution },
  })
  return uc
}

async function chainsOf(client: ApiClient, desk: Desk, agreement = desk.agreement) {
  const page = client.get(`/agreements/${agreement.code}`).loginAs(desk.agent)
  return (await page.withInertia()).inertiaProps.chains
}

test.group('Promise chains', (group) => {
  group.each.setup(wrapInTransaction)
  group.each.setup(() => moveTo('2026-03-02 12:00'))
  group.each.teardown(letTimeRun)

  test('SLM-12 team and supplier together must not need longer than the client is promised', async ({
    client,
    assert,
  }) => {
    const { id: calendarId } = await createCalendar()
    const desk = await chainedDesk({ resolution: 5 * HOUR, calendarId })
    assert.deepEqual(await chainsOf(client, desk), [])

    const uc = await addSupplier(desk.service, { resolution: 4 * HOUR, calendarId })
    const [chain] = await chainsOf(client, desk)
    assert.equal(chain.excessMinutes, HOUR)
    assert.deepEqual(
      [chain.agreement.code, chain.ola.agreement.code, chain.uc.agreement.code],
      [desk.agreement.code, desk.ola.code, uc.code]
    )
    assert.deepEqual(
      [chain.target, chain.ola.target, chain.uc.target].map((each) => each.targetMinutes),
      [8 * HOUR, 5 * HOUR, 4 * HOUR]
    )
    assert.deepEqual([chain.ola.holders, chain.uc.holders], [['First line'], ['Carrier']])
    assert.deepEqual(
      chain.services.map(({ code }: Service) => code),
      [desk.service.code]
    )
    assert.lengthOf(await chainsOf(client, desk, desk.ola), 1)
    assert.lengthOf(await chainsOf(client, desk, uc), 1)
  })

  test('SLM-12 between calendars a ticket tells by how much it is too late', async ({
    client,
    assert,
  }) => {
    const always: [string, string][] = [['00:00', '24:00']]
    const week = Object.fromEntries('1234567'.split('').map((day) => [day, always]))
    const office = await createCalendar()
    const { id: calendarId } = await createCalendar({ week: week as typeof office.week })
    const desk = await chainedDesk({ resolution: 3 * HOUR, calendarId: office.id })
    await desk.agreement.merge({ calendarId }).save()
    const [chain] = await chainsOf(client, desk)
    assert.isNull(chain.excessMinutes)
    assert.deepEqual(chain.example, {
      openedAt: '2026-03-06T13:00:00.000Z',
      promisedUntil: '2026-03-06T21:00:00.000Z',
      neededUntil: '2026-03-09T07:00:00.000Z',
    })
    assert.equal(chain.timeZone, 'Europe/Moscow')
    assert.isBelow(chain.lateShare, 1)
  })

  test('SLM-12 a supplier counts for the services it names, not while the clock waits for it', async ({
    client,
    assert,
  }) => {
    const { id: calendarId } = await createCalendar()
    const desk = await chainedDesk({ resolution: 5 * HOUR, calendarId })
    const uc = await addSupplier(await createService(), { resolution: 4 * HOUR, calendarId })
    assert.deepEqual(await chainsOf(client, desk), [])
    await AgreementTarget.query()
      .where({ agreementId: uc.id })
      .update({ serviceId: desk.service.id })
    assert.lengthOf(await chainsOf(client, desk), 1)
    await desk.agreement.merge({ pauseStates: ['pending_vendor'] }).save()
    assert.deepEqual(await chainsOf(client, desk), [])
  })

  test('SLM-12 what has ended stands behind nothing and promises nothing', async ({
    client,
    assert,
  }) => {
    const { id: calendarId } = await createCalendar()
    const desk = await chainedDesk({ resolution: 9 * HOUR, calendarId })
    assert.lengthOf(await chainsOf(client, desk), 1)
    await desk.ola.merge({ validTo: '2026-03-01' }).save()
    assert.deepEqual(await chainsOf(client, desk), [])
    await desk.ola.merge({ validTo: null }).save()
    await desk.agreement.merge({ validTo: '2026-03-01' }).save()
    assert.deepEqual(await chainsOf(client, desk), [])
    assert.deepEqual(await chainsOf(client, desk, desk.ola), [])
  })

  test('SLM-12 a plan is judged by what holds on its first day', async ({ client, assert }) => {
    const { id: calendarId } = await createCalendar()
    const desk = await chainedDesk({ resolution: 9 * HOUR, calendarId })
    await desk.ola.merge({ validFrom: '2026-05-01' }).save()
    assert.deepEqual(await chainsOf(client, desk), [])
    await desk.agreement.merge({ validFrom: '2026-06-01' }).save()
    assert.lengthOf(await chainsOf(client, desk), 1)
  })

  test('SLM-12 saving warns and refuses nothing', async ({ client, assert }) => {
    const { id: calendarId } = await createCalendar()
    const desk = await chainedDesk({ resolution: 5 * HOUR, calendarId })
    const manager = await createUser({ roles: ['service_level_manager'] })
    const { agreement } = desk
    const plain = agreement.serialize()
    const save = async (version: number, resolution: number) =>
      client
        .put(`/agreements/${agreement.code}`)
        .loginAs(manager)
        .withCsrfToken()
        .redirects(0)
        .json({
          ...{ code: agreement.code, kind: 'sla', nameRu: plain.nameRu, nameEn: plain.nameEn },
          ...{ calendarId, validFrom: '2020-01-01', validTo: null, pauseStates: [], version },
          ...{ switchPolicy: 'keep_elapsed', reopenPolicy: 'pause', deliveryStart: 'approval' },
          rows: [rowOf({ resolution })],
        })
    const short = await save(agreement.version, 4 * HOUR)
    short.assertStatus(302)
    assert.match(
      String(short.flashMessages().success),
      /1 обещание не сходится|1 promise is not held/
    )
    const saved = await AgreementTarget.findByOrFail('agreementId', agreement.id)
    assert.equal(saved.targetMinutes, 4 * HOUR)
    const { version } = await Agreement.findOrFail(agreement.id)
    const long = await save(version, 6 * HOUR)
    assert.notMatch(String(long.flashMessages().success), /не сходится|not held/)
  })

  test('SLM-12 one page lists the chains in danger of all agreements', async ({
    client,
    assert,
  }) => {
    const { id: calendarId } = await createCalendar()
    const desk = await chainedDesk({ resolution: 9 * HOUR, calendarId })
    const second = await createAgreement({ resolution: 7 * HOUR })
    await second.merge({ calendarId }).save()
    const open = () => client.get('/agreements/chains').loginAs(desk.agent).withInertia()
    const { chains } = (await open()).inertiaProps
    assert.sameMembers(
      chains.map(({ agreement }: { agreement: Agreement }) => agreement.code),
      [desk.agreement.code, second.code]
    )
    await Team.query().where('id', desk.team.id).update({ olaAgreementId: null })
    assert.deepEqual((await open()).inertiaProps.chains, [])
  })

  test('T1 a client learns nothing of what stands behind a promise', async ({ client, assert }) => {
    const { id: calendarId } = await createCalendar()
    const desk = await chainedDesk({ resolution: 9 * HOUR, calendarId })
    const address = `/agreements/${desk.agreement.code}`
    const page = await client.get(address).loginAs(desk.manager).withInertia()
    assert.deepEqual(page.inertiaProps.chains, [])
    assert.equal((await client.get('/agreements/chains').loginAs(desk.manager)).status(), 403)
  })
})
