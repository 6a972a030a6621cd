import { bareToken } from '#tests/helpers/api_tokens'
import { createConfigurationItem } from '#tests/helpers/cmdb'
import { wrapInTransaction } from '#tests/helpers/database'
import { createDesk, createIncident } from '#tests/helpers/desk'
import { createUser } from '#tests/helpers/people'
import router from '@adonisjs/core/services/router'
import { test } from '@japa/runner'

/** Open to guests, or to everybody who is signed in. */
const OPEN = [
  ...['/*', '/language', '/language/:locale/:version', '/health', '/setup', '/password/:token'],
  ...['/report-links/:id', '/sign-in/with/:id', '/sign-in/callback', '/api/v1/openapi.json'],
  ...['/sign-in', '/sign-in/second-factor', '/sign-in/enrolment', '/password-reset'],
]
const FOR_EVERYBODY = [
  ...[
    '/',
    '/sign-out',
    '/preferences',
    '/search',
    '/notifications',
    '/consent',
    '/saved-views',
    '/saved-views/:id',
    '/background-tasks/:id',
    '/background-tasks/:id/file',
  ],
  ...['absences', 'absences/:absenceId', 'api-tokens', 'api-tokens/:id'].map(
    (page) => `/account/${page}`
  ),
  ...['security', 'password', 'sessions', 'sessions/:id', 'second-factor', 'recovery-codes'].map(
    (page) => `/account/${page}`
  ),
]
/** Programs come through a wall of their own: a token, whatever a browser is signed in as. */
const FOR_PROGRAMS = /^\/api\//
/** Lookups answer with what the person may see, which without rights is nothing. */
const SCOPED_LOOKUPS = /^\/lookups\//

type Door = { method: string; pattern: string; middleware: string[] }

function doors(): Door[] {
  return allDoors().filter(({ pattern }) => !FOR_PROGRAMS.test(pattern))
}

function programDoors(): Door[] {
  return allDoors().filter(({ pattern }) => FOR_PROGRAMS.test(pattern) && !OPEN.includes(pattern))
}

function allDoors(): Door[] {
  return Object.values(router.toJSON()).flatMap((routes) =>
    routes.flatMap((route) =>
      route.methods
        .filter((method) => method !== 'HEAD')
        .map((method) => ({
          method,
          pattern: route.pattern,
          middleware: [...route.middleware.all()].map((each) =>
            'name' in each ? String(each.name) : ''
          ),
        }))
    )
  )
}

/** Where a pattern's parameters come from; a door this table does not know fails the walk. */
async function addresses() {
  const desk = await createDesk()
  const incident = await createIncident(desk)
  const item = await createConfigurationItem({ organisationId: desk.client.id })
  const site = await desk.client
    .related('sites')
    .create({ name: 'Office', timeZone: 'Europe/Moscow' })
  const calendar = await desk.agreement.related('calendar').query().firstOrFail()
  return [
    ['/organisations/:code/sites/:id', `/organisations/${desk.client.code}/sites/${site.id}`],
    ['/organisations/:code/departments/:id', `/organisations/${desk.client.code}/departments/1`],
    ['/organisations/:code', `/organisations/${desk.client.code}`],
    ['/people/imports/:id/rows/:row', '/people/imports/1/rows/2'],
    ['/people/imports/:id', '/people/imports/1'],
    ['/people/import-templates/:id', '/people/import-templates/1'],
    ['/people/:id/api-tokens/:tokenId', `/people/${desk.requester.personId}/api-tokens/1`],
    ['/settings/sign-in-providers/:id', '/settings/sign-in-providers/1'],
    ['/settings/directory-sources/:id/runs/:run', '/settings/directory-sources/1/runs/1'],
    ['/settings/directory-sources/:id', '/settings/directory-sources/1'],
    ['/settings/directory-sources/:id/runs', '/settings/directory-sources/1/runs'],
    [
      '/people/:id/account/roles/:assignmentId',
      `/people/${desk.requester.personId}/account/roles/1`,
    ],
    ['/roles/:code', '/roles/agent_l1'],
    ['/people/:id/absences/:absenceId', `/people/${desk.requester.personId}/absences/1`],
    [
      '/people/:id/distinctions/:otherId',
      `/people/${desk.requester.personId}/distinctions/${desk.manager.personId}`,
    ],
    ['/people/:id/consents/:consent', `/people/${desk.requester.personId}/consents/1`],
    ['/settings/consents/:code', '/settings/consents/portal'],
    ['/personal-data/register/:code', '/personal-data/register/portal'],
    ['/personal-data/requests/:number', '/personal-data/requests/SAR-000001'],
    ['/personal-data/retention/:kind', '/personal-data/retention/sessions'],
    ['/personal-data/exports/:id', '/personal-data/exports/1'],
    ['/people/:id', `/people/${desk.requester.personId}`],
    ['/skills/:id', '/skills/1'],
    ['/teams/:code', `/teams/${desk.team.code}`],
    [
      '/configuration-items/:number/relations/:id',
      `/configuration-items/${item.number}/relations/1`,
    ],
    ['/impact-views/:id', '/impact-views/1'],
    ['/relation-types/:code', '/relation-types/depends_on'],
    ['/impact/single-points/:id', '/impact/single-points/1'],
    ['/cmdb-health/findings/:id', '/cmdb-health/findings/1'],
    ['/cmdb-health/rules/:id', '/cmdb-health/rules/1'],
    ['/configuration-items/bulk-edits/:id', '/configuration-items/bulk-edits/1'],
    [
      '/configuration-items/:number/documents/:id',
      `/configuration-items/${item.number}/documents/1`,
    ],
    ['/configuration-items/findings/:id', '/configuration-items/findings/1'],
    ['/configuration-items/imports/:id/rows/:row', '/configuration-items/imports/1/rows/2'],
    ['/configuration-items/imports/:id', '/configuration-items/imports/1'],
    ['/configuration-items/import-templates/:id', '/configuration-items/import-templates/1'],
    ['/ci-sources/:id/runs/:run', '/ci-sources/1/runs/1'],
    ['/ci-sources/:id', '/ci-sources/1'],
    ['/configuration-items/:number/secrets/:key', `/configuration-items/${item.number}/secrets/os`],
    ['/ci-classes/:code/attributes/:key', '/ci-classes/server/attributes/os'],
    ['/ci-classes/:code/source-rankings/:field', '/ci-classes/server/source-rankings/all'],
    [
      '/ci-classes/:code/inherited-attributes/:key',
      '/ci-classes/hypervisor/inherited-attributes/os',
    ],
    ['/ci-classes/:code', '/ci-classes/server'],
    ['/baselines/:id', '/baselines/1'],
    ['/unauthorised-changes/:id', '/unauthorised-changes/1'],
    ['/configuration-items/:number', `/configuration-items/${item.number}`],
    ['/outages/:id', '/outages/1'],
    ['/services/:code', `/services/${desk.service.code}`],
    ['/service-families/:code', '/service-families/NONE'],
    ['/calendars/:code', `/calendars/${calendar.code}`],
    ['/holiday-sets/:code/days/:id', '/holiday-sets/RU/days/1'],
    ['/holiday-sets/:code', '/holiday-sets/RU'],
    ['/agreements/:code/escalations/:id', `/agreements/${desk.agreement.code}/escalations/1`],
    ['/agreements/:code', `/agreements/${desk.agreement.code}`],
    ['/reports/service-level-replays/:id', '/reports/service-level-replays/1'],
    ['/feedback/:number', '/feedback/FBK-000001'],
    ['/improvements/:number', '/improvements/IMP-000001'],
    ['/service-reviews/:number', '/service-reviews/REV-000001'],
    ['/time/:id', '/time/1'],
    ['/expenses/:id', '/expenses/1'],
    ['/time-approvals/:id', '/time-approvals/1'],
    ['/contracts/:number/corrections/:id', `/contracts/${desk.contract.number}/corrections/1`],
    ['/contracts/:number/questions/:id', `/contracts/${desk.contract.number}/questions/1`],
    [
      '/contracts/:number/period-documents/:id',
      `/contracts/${desk.contract.number}/period-documents/1`,
    ],
    ['/report-templates/:id', '/report-templates/1'],
    ['/rate-cards/:code', '/rate-cards/NONE'],
    ['/work-roles/:id', '/work-roles/1'],
    ['/billing/clients/:code', `/billing/clients/${desk.client.code}`],
    ['/contracts/:number/files/:id', `/contracts/${desk.contract.number}/files/1`],
    ['/contracts/:number/contacts/:id', `/contracts/${desk.contract.number}/contacts/1`],
    ['/contracts/:number', `/contracts/${desk.contract.number}`],
    ['/incidents/:number/clocks/:id', `/incidents/${incident.number}/clocks/1`],
    ['/incidents/:number', `/incidents/${incident.number}`],
    ['/tickets/:number', `/tickets/${incident.number}`],
    ['/api/v1/sources/:code/runs/:run', '/api/v1/sources/NONE/runs/1'],
    ['/api/v1/sources/:code', '/api/v1/sources/NONE'],
    ['/api/v1/incidents/:number', `/api/v1/incidents/${incident.number}`],
    ['/api/v1/configuration-items/:number', `/api/v1/configuration-items/${item.number}`],
  ] as const
}

function addressOf(pattern: string, known: Awaited<ReturnType<typeof addresses>>) {
  const match = known.find(([prefix]) => pattern === prefix || pattern.startsWith(`${prefix}/`))
  const address = match ? pattern.replace(match[0], match[1]) : pattern
  return address.includes(':') ? null : address
}

test.group('Every door', (group) => {
  group.each.setup(wrapInTransaction)

  test('G-04 refuses somebody who is signed in and has no rights', async ({ client, assert }) => {
    const known = await addresses()
    const nobody = await createUser({ roles: [] })
    let tried = 0
    for (const { method, pattern } of doors()) {
      if (
        OPEN.includes(pattern) ||
        FOR_EVERYBODY.includes(pattern) ||
        SCOPED_LOOKUPS.test(pattern)
      ) {
        continue
      }
      const address = addressOf(pattern, known)
      assert.isNotNull(address, `the walk does not know where ${method} ${pattern} leads`)
      const response = await client
        .request(address!, method as 'GET')
        .loginAs(nobody)
        .withCsrfToken()
        .redirects(0)
        .json({})
      assert.include([403, 404], response.status(), `${method} ${pattern}`)
      tried += 1
    }
    assert.isAbove(tried, 40)
  }).timeout(90_000)

  test('a lookup gives nothing to somebody without rights', async ({ client, assert }) => {
    await addresses()
    const nobody = await createUser({ roles: [] })
    for (const { pattern } of doors().filter((door) => SCOPED_LOOKUPS.test(door.pattern))) {
      const response = await client.get(pattern).qs({ q: 'client' }).loginAs(nobody).accept('json')
      if (response.status() === 200) {
        assert.lengthOf(response.body().options ?? response.body(), 0, pattern)
      } else assert.include([403, 422], response.status(), pattern)
    }
  })

  test('every door but the open ones is behind the sign-in wall', async ({ client, assert }) => {
    const known = await addresses()
    for (const { method, pattern } of doors()) {
      if (OPEN.includes(pattern)) continue
      const address = addressOf(pattern, known) ?? pattern.replaceAll(/:\w+/g, '1')
      const response = await client
        .request(address, method as 'GET')
        .withCsrfToken()
        .redirects(0)
        .json({})
      assert.equal(response.status(), 302, `${method} ${pattern}`)
      assert.equal(response.header('location'), '/sign-in', `${method} ${pattern}`)
    }
  }).timeout(90_000)

  test('G-18 a door for programs is shut without a token, whoever is signed in', async ({
    client,
    assert,
  }) => {
    const known = await addresses()
    const admin = await createUser({ roles: ['administrator', 'agent_l1'] })
    let tried = 0
    for (const { method, pattern } of programDoors()) {
      const address = addressOf(pattern, known)
      assert.isNotNull(address, `the walk does not know where ${method} ${pattern} leads`)
      const response = await client
        .request(address!, method as 'GET')
        .loginAs(admin)
        .withCsrfToken()
        .json({})
      assert.equal(response.status(), 401, `${method} ${pattern}`)
      assert.isUndefined(response.header('set-cookie'), `${method} ${pattern}`)
      tried += 1
    }
    assert.isAbove(tried, 9)
  })

  test('G-18 a token without scopes, or of somebody without rights, opens only its own card', async ({
    client,
    assert,
  }) => {
    const known = await addresses()
    const admin = await createUser({ roles: ['administrator', 'agent_l1'] })
    const nobody = await createUser({ roles: [] })
    for (const token of [await bareToken(admin, []), await bareToken(nobody)]) {
      for (const { method, pattern } of programDoors()) {
        const response = await client
          .request(addressOf(pattern, known)!, method as 'GET')
          .bearerToken(token)
          .json({})
        const wanted = pattern === '/api/v1/me' ? 200 : 403
        assert.equal(response.status(), wanted, `${method} ${pattern}`)
      }
    }
  })
})
