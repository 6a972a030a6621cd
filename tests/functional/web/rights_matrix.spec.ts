import { BUILTIN_ROLES } from '#config/roles'
import type ServiceOutage from '#catalog/models/service_outage'
import type ConfigurationItem from '#cmdb/models/configuration_item'
import type TimeEntry from '#billing/models/time_entry'
import type Contract from '#contracts/models/contract'
import { clock } from '#core/clock'
import { logWork } from '#tests/helpers/billing'
import { createConfigurationItem } from '#tests/helpers/cmdb'
import { wrapInTransaction } from '#tests/helpers/database'
import {
  createContract,
  createDesk,
  createIncident,
  createService,
  type Desk,
} from '#tests/helpers/desk'
import { createOutage } from '#tests/helpers/outages'
import { createPerson, createUser } from '#tests/helpers/people'
import { createComplaint, createImprovement, createReview } from '#tests/helpers/quality'
import ConfigurationItemPolicy from '#cmdb/policies/configuration_item_policy'
import type Person from '#directory/models/person'
import Role from '#directory/models/role'
import type User from '#directory/models/user'
import AccountPolicy from '#directory/policies/account_policy'
import RolePolicy from '#directory/policies/role_policy'
import type FeedbackRecord from '#quality/models/feedback_record'
import type Improvement from '#quality/models/improvement'
import type ServiceReview from '#reporting/models/service_review'
import type Ticket from '#tickets/models/ticket'
import type { ApiClient } from '@japa/api-client'
import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'

const RELATIONS = ['own', 'org', 'foreign'] as const
type Relation = (typeof RELATIONS)[number]
type RoleCode = keyof typeof BUILTIN_ROLES

/** The people of one client, and its records as one visitor is related to them. */
type Records = {
  incident: Ticket
  item: ConfigurationItem
  contract: Contract
  /** Time on the incident, submitted by somebody else. */
  work: TimeEntry
  complaint: FeedbackRecord
  improvement: Improvement
  review: ServiceReview
  /** Of a service, for the one client. */
  outage: ServiceOutage
  person: Person
  /** Without an account. */
  newcomer: Person
  /** Of the same organisation, with an account and the role of a plain user. */
  holder: User
  /** The same, signing in through a provider. */
  bound: User
}
type Door = {
  method: 'get' | 'post' | 'patch' | 'put' | 'delete'
  address: (records: Records) => string
  body?: (records: Records) => object
}

const DOORS = {
  'incident.read': { method: 'get', address: ({ incident }) => `/incidents/${incident.number}` },
  'incident.work': {
    method: 'post',
    address: ({ incident }) => `/incidents/${incident.number}/work`,
    body: ({ incident }) => ({ version: incident.version }),
  },
  'incident.reply': {
    method: 'post',
    address: ({ incident }) => `/incidents/${incident.number}/comments`,
    body: () => ({ visibility: 'public', body: 'Any news?' }),
  },
  'incident.note': {
    method: 'post',
    address: ({ incident }) => `/incidents/${incident.number}/comments`,
    body: () => ({ visibility: 'internal', body: 'Between us' }),
  },
  // Behind the same right as the merge itself, which would need a second incident.
  'incident.merge': {
    method: 'get',
    address: ({ incident }) => `/incidents/${incident.number}/merge-candidates`,
  },
  'incident.override_priority': {
    method: 'patch',
    address: ({ incident }) => `/incidents/${incident.number}`,
    body: ({ incident }) => ({
      version: incident.version,
      priority: 1,
      reason: 'The director waits',
    }),
  },
  'item.read': { method: 'get', address: ({ item }) => `/configuration-items/${item.number}` },
  'item.impact': {
    method: 'get',
    address: ({ item }) => `/configuration-items/${item.number}/impact`,
  },
  'item.edit': {
    method: 'patch',
    address: ({ item }) => `/configuration-items/${item.number}`,
    body: ({ item }) => ({ version: item.version, name: 'renamed' }),
  },
  // Behind the same right as the deletion itself, which needs an item at rest.
  'item.delete': {
    method: 'get',
    address: ({ item }) => `/configuration-items/${item.number}/removal`,
  },
  'item.override_lifecycle': {
    method: 'patch',
    address: ({ item }) => `/configuration-items/${item.number}`,
    body: ({ item }) => ({
      ...{ version: item.version, status: 'planned', correctsLifecycle: true },
      reason: 'Put in use by mistake',
    }),
  },
  'time.approve': {
    method: 'patch',
    address: ({ work }) => `/time-approvals/${work.id}`,
    body: ({ work }) => ({
      ...{ version: work.version, isBillable: true, nonBillableReason: null },
      reason: 'As agreed',
    }),
  },
  'expense.add': {
    method: 'post',
    address: ({ incident }) => `/incidents/${incident.number}/expenses`,
    body: () => ({
      ...{ kind: 'material', spentOn: '2026-03-02', name: 'Cable', quantity: '1', unit: 'pcs' },
      ...{ costMinor: 100, markupPercent: '0', isBillable: true },
    }),
  },
  // Behind the same right as the link itself, which needs a locked period.
  'report.file': {
    method: 'post',
    address: ({ contract }) => `/contracts/${contract.number}/report/documents`,
    body: () => ({ month: '2026-03', format: 'xml', language: 'ru' }),
  },
  'outage.end': {
    method: 'put',
    address: ({ outage }) => `/outages/${outage.id}/end`,
    body: ({ outage }) => ({ version: outage.version }),
  },
  'outage.from_incident': {
    method: 'post',
    address: ({ incident }) => `/incidents/${incident.number}/outages`,
    body: () => ({
      ...{ effect: 'down', startsAt: '2026-01-05T10:00', isForAll: false },
      reason: 'The mail server is down',
    }),
  },
  'contract.read': { method: 'get', address: ({ contract }) => `/contracts/${contract.number}` },
  'contract.report': {
    method: 'get',
    address: ({ contract }) => `/contracts/${contract.number}/report?month=2026-10`,
  },
  'period.review': {
    method: 'post',
    address: ({ contract }) => `/contracts/${contract.number}/periods/steps`,
    body: () => ({ month: '2026-10', step: 'begin_review', version: 0 }),
  },
  'contract.edit': {
    method: 'post',
    address: ({ contract }) => `/contracts/${contract.number}/steps`,
    body: ({ contract }) => ({
      ...{ step: 'suspend', version: contract.version, reason: 'They do not pay' },
    }),
  },
  'contract.amend': {
    method: 'get',
    address: ({ contract }) => `/contracts/${contract.number}/amendments/new`,
  },
  'complaint.read': { method: 'get', address: ({ complaint }) => `/feedback/${complaint.number}` },
  'complaint.investigate': {
    method: 'post',
    address: ({ complaint }) => `/feedback/${complaint.number}/investigation`,
    body: () => ({ version: 1, finding: 'It was so.', isJustified: true }),
  },
  'improvement.read': {
    method: 'get',
    address: ({ improvement }) => `/improvements/${improvement.number}`,
  },
  'improvement.reject': {
    method: 'post',
    address: ({ improvement }) => `/improvements/${improvement.number}/rejection`,
    body: () => ({ version: 1, rejectionReason: 'Too dear.' }),
  },
  'review.read': { method: 'get', address: ({ review }) => `/service-reviews/${review.number}` },
  'review.hold': {
    method: 'post',
    address: ({ review }) => `/service-reviews/${review.number}/holding`,
    body: () => ({ version: 1, heldOn: '2026-04-10' }),
  },
  'person.read': { method: 'get', address: ({ person }) => `/people/${person.id}` },
  'person.tell_apart': {
    method: 'post',
    address: ({ person }) => `/people/${person.id}/distinctions`,
    body: ({ newcomer }) => ({ otherPersonIds: [newcomer.id] }),
  },
  'caller.add': {
    method: 'post',
    address: () => '/people/callers',
    body: ({ person }) => ({
      ...{ displayName: 'Zoya Volkova', organisationId: person.organisationId, isAnother: true },
      ...{ email: 'zoya@example.org', phone: null },
    }),
  },
  'account.create': {
    method: 'post',
    address: ({ newcomer }) => `/people/${newcomer.id}/account`,
    body: ({ newcomer }) => ({
      ...{ email: `newcomer${newcomer.id}@example.org`, locale: 'en', roles: [] },
    }),
  },
  'account.give_client_role': {
    method: 'post',
    address: ({ holder }) => `/people/${holder.personId}/account/roles`,
    body: () => ({ roleId: roleIds.get('customer_manager'), organisationId: null, version: 1 }),
  },
  'account.give_staff_role': {
    method: 'post',
    address: ({ holder }) => `/people/${holder.personId}/account/roles`,
    body: () => ({ roleId: roleIds.get('agent_l1'), organisationId: null, version: 1 }),
  },
  'account.change_address': {
    method: 'put',
    address: ({ holder }) => `/people/${holder.personId}/account/email`,
    body: ({ holder }) => ({ email: `moved${holder.id}@example.org`, version: 1 }),
  },
  'account.switch_off': {
    method: 'put',
    address: ({ holder }) => `/people/${holder.personId}/account`,
    body: () => ({ isActive: false }),
  },
  'account.release': {
    method: 'delete',
    address: ({ bound }) => `/people/${bound.personId}/account/provider`,
    body: () => ({ version: 1 }),
  },
  'right.explain': {
    method: 'get',
    address: ({ person }) => `/rights?person=${person.id}&permission=tickets.view`,
  },
} as const satisfies Record<string, Door>
type DoorName = keyof typeof DOORS
const roleIds = new Map<string, number>()

const READ_DESK: DoorName[] = [
  'incident.read',
  'item.read',
  'item.impact',
  'contract.read',
  'person.read',
  'improvement.read',
  'review.read',
]
const MANAGE_QUALITY: DoorName[] = ['complaint.read', 'complaint.investigate', 'improvement.reject']
const CLIENT_ACCOUNTS: DoorName[] = [
  'account.create',
  'account.give_client_role',
  'account.change_address',
  'account.switch_off',
  'account.release',
  'right.explain',
]
const ACCOUNTS: DoorName[] = [...CLIENT_ACCOUNTS, 'account.give_staff_role']
const DIRECTORY: DoorName[] = ['person.tell_apart', 'caller.add']
const AGENT: DoorName[] = [
  ...READ_DESK,
  'caller.add',
  'expense.add',
  'incident.work',
  'incident.reply',
  'incident.note',
  'incident.merge',
  'complaint.read',
]
const KEEP_ITEMS: DoorName[] = ['item.edit', 'item.delete', 'item.override_lifecycle']
const EDIT_CONTRACTS: DoorName[] = ['contract.edit', 'contract.amend']
const OUTAGES: DoorName[] = ['outage.end', 'outage.from_incident']
const ADMINISTRATOR_DOORS: DoorName[] = [
  ...[...READ_DESK, ...OUTAGES, ...DIRECTORY, ...ACCOUNTS, ...EDIT_CONTRACTS],
  ...(['complaint.read', 'contract.report', 'report.file'] as const),
]
const AUDITOR_DOORS: DoorName[] = [
  ...READ_DESK,
  ...(['complaint.read', 'contract.report', 'report.file', 'right.explain'] as const),
]
const LEAD: DoorName[] = [
  ...[...AGENT, ...MANAGE_QUALITY, ...OUTAGES],
  ...(['incident.override_priority', 'item.edit', 'time.approve'] as const),
]

/**
 * Domain §9 once more, by hand, as far as its objects exist: what each role may do to its own
 * records, to those of its organisation (or of the client it is assigned to), and to foreign ones.
 */
const EXPECTED: Record<RoleCode, { own: DoorName[]; org: DoorName[]; foreign: DoorName[] }> = {
  end_user: { own: ['incident.read', 'incident.reply', 'complaint.read'], org: [], foreign: [] },
  customer_manager: sameFor([
    'incident.read',
    'incident.reply',
    'item.read',
    'item.impact',
    'contract.read',
    'contract.report',
    'report.file',
    'person.read',
    'complaint.read',
    'review.read',
    ...CLIENT_ACCOUNTS,
  ]),
  agent_l1: sameFor(AGENT),
  agent_l2: sameFor([...AGENT, 'item.edit']),
  team_lead: sameFor(LEAD),
  problem_manager: sameFor([...READ_DESK, 'expense.add']),
  change_manager: sameFor([...READ_DESK, ...OUTAGES, 'expense.add']),
  cab_member: sameFor(['item.read', 'item.impact']),
  asset_manager: sameFor([...READ_DESK, 'item.edit']),
  configuration_manager: {
    ...sameFor([...READ_DESK, ...KEEP_ITEMS]),
    foreign: ['item.read', 'item.impact', ...KEEP_ITEMS],
  },
  service_level_manager: {
    ...sameFor([...READ_DESK, ...MANAGE_QUALITY, 'review.hold', ...OUTAGES]),
    foreign: ['outage.end'],
  },
  knowledge_manager: sameFor(READ_DESK),
  account_manager: sameFor([
    ...[...READ_DESK, ...MANAGE_QUALITY, ...EDIT_CONTRACTS],
    ...(['contract.report', 'report.file', 'period.review', 'review.hold'] as const),
    'time.approve',
  ]),
  administrator: {
    own: ADMINISTRATOR_DOORS,
    org: ADMINISTRATOR_DOORS,
    foreign: ADMINISTRATOR_DOORS,
  },
  auditor: {
    own: AUDITOR_DOORS,
    org: AUDITOR_DOORS,
    foreign: AUDITOR_DOORS,
  },
}

function sameFor(doors: DoorName[]) {
  return { own: doors, org: doors, foreign: [] as DoorName[] }
}

/** Doors without a record: who is admitted at all. */
const ADMINISTRATION = {
  'roles.list': { method: 'GET', address: '/roles', roles: ['administrator', 'auditor'] },
  'roles.read': { method: 'GET', address: '/roles/end_user', roles: ['administrator', 'auditor'] },
  'roles.create': { method: 'POST', address: '/roles', roles: ['administrator'] },
  'roles.change': { method: 'PUT', address: '/roles/end_user', roles: ['administrator'] },
  'roles.delete': { method: 'DELETE', address: '/roles/end_user', roles: ['administrator'] },
  'roles.reset': {
    method: 'DELETE',
    address: '/roles/end_user/customisation',
    roles: ['administrator'],
  },
  'accounts.list': {
    method: 'GET',
    address: '/accounts',
    roles: ['administrator', 'customer_manager'],
  },
  'accounts.switch_off': {
    method: 'POST',
    address: '/accounts/deactivation',
    roles: ['administrator', 'customer_manager'],
  },
  'accounts.sign_out': {
    method: 'POST',
    address: '/accounts/sign-out',
    roles: ['administrator', 'customer_manager'],
  },
  'rights.ask': {
    method: 'GET',
    address: '/rights',
    roles: ['administrator', 'auditor', 'customer_manager'],
  },
  'agreements.new': {
    method: 'GET',
    address: '/agreements/new',
    roles: ['administrator', 'service_level_manager'],
  },
  'agreements.create': {
    method: 'POST',
    address: '/agreements',
    roles: ['administrator', 'service_level_manager'],
  },
  'services.new': {
    method: 'GET',
    address: '/services/new',
    roles: ['administrator', 'service_level_manager'],
  },
  'services.edit': {
    method: 'PUT',
    address: '/services/DOOR',
    roles: ['administrator', 'service_level_manager'],
  },
  'services.move': {
    method: 'PUT',
    address: '/services/DOOR/status',
    roles: ['administrator', 'service_level_manager'],
  },
  'outages.register': {
    method: 'POST',
    address: '/services/DOOR/outages',
    roles: ['administrator', 'service_level_manager', 'team_lead', 'change_manager'],
  },
  'services.price': {
    method: 'PUT',
    address: '/services/DOOR/prices',
    roles: ['account_manager'],
  },
  'reviews.plan': {
    method: 'POST',
    address: '/service-reviews',
    roles: ['service_level_manager', 'account_manager'],
  },
  'improvements.propose': {
    method: 'POST',
    address: '/improvements',
    roles: [...['agent_l1', 'agent_l2', 'team_lead', 'service_level_manager', 'account_manager']],
  },
  'feedback.register': {
    method: 'POST',
    address: '/feedback',
    roles: [
      ...['agent_l1', 'agent_l2', 'team_lead', 'service_level_manager', 'account_manager'],
      ...['end_user', 'customer_manager'],
    ],
  },
  'classes.list': {
    method: 'GET',
    address: '/ci-classes',
    roles: ['administrator', 'auditor', 'configuration_manager'],
  },
  'classes.read': {
    method: 'GET',
    address: '/ci-classes/server',
    roles: ['administrator', 'auditor', 'configuration_manager'],
  },
  'classes.create': {
    method: 'POST',
    address: '/ci-classes',
    roles: ['administrator', 'configuration_manager'],
  },
  'classes.change': {
    method: 'PUT',
    address: '/ci-classes/server',
    roles: ['administrator', 'configuration_manager'],
  },
  'attributes.add': {
    method: 'POST',
    address: '/ci-classes/server/attributes',
    roles: ['administrator', 'configuration_manager'],
  },
  'bulk_edits.list': {
    method: 'GET',
    address: '/configuration-items/bulk-edits',
    roles: ['agent_l2', 'team_lead', 'asset_manager', 'configuration_manager'],
  },
  'classes.rank': {
    method: 'PUT',
    address: '/ci-classes/server/source-rankings/all',
    roles: ['administrator', 'configuration_manager'],
  },
  'families.create': {
    method: 'POST',
    address: '/service-families',
    roles: ['administrator', 'service_level_manager'],
  },
} as const

const CLIENT_ROLES: RoleCode[] = ['end_user', 'customer_manager']

async function recordsOf(desk: Desk, requester: Person): Promise<Records> {
  const colleague = () => createPerson({ organisationId: requester.organisationId })
  const incident = await createIncident(desk, { requesterId: requester.id })
  return {
    incident,
    work: await submittedWork(desk, incident),
    item: await createConfigurationItem({ organisationId: desk.client.id }),
    contract: await createContract(desk),
    complaint: await createComplaint(requester, desk.agent.personId),
    improvement: await createImprovement(desk.client.id, desk.agent.personId),
    review: await createReview(desk.client.id),
    outage: await createOutage(desk.service, { organisations: [desk.client] }),
    person: requester,
    newcomer: await colleague(),
    holder: await createUser({ roles: ['end_user'], person: await colleague() }),
    bound: await createUser({
      ...{ roles: ['end_user'], person: await colleague() },
      values: { signInSource: 'oidc' },
    }),
  }
}

async function submittedWork(desk: Desk, ticket: Ticket): Promise<TimeEntry> {
  const work = await logWork(desk, { ticket, workDate: clock.today('Europe/Moscow') })
  return work.merge({ state: 'submitted' }).save()
}

async function enter(client: ApiClient, door: Door, records: Records, visitor: Desk['agent']) {
  const request = client[door.method](door.address(records)).loginAs(visitor).redirects(0)
  if (door.method === 'get') return (await request.withInertia()).status()
  const body = door.body?.(records) ?? {}
  return (await request.withCsrfToken().accept('json').json(body)).status()
}

/** What went through one door leaves the records as they were for the next. */
async function undone<Result>(work: () => Promise<Result>): Promise<Result> {
  await db.rawQuery('savepoint before_door')
  try {
    return await work()
  } finally {
    await db.rawQuery('rollback to savepoint before_door')
  }
}

/** A wider right than one's own is refused by the field that asks for it; so is a correction. */
const isTooWide = (name: DoorName, status: number) =>
  (name === 'account.give_staff_role' || name === 'item.override_lifecycle') && status === 422
/** What is foreign is unknown: a 404, or the field of the form that names it (T3). */
const isUnknown = (name: DoorName, status: number) => status === (name === 'caller.add' ? 422 : 404)
const isDenied = (status: number) => status === 403 || status === 404
const isAllowed = (status: number) => status < 400

type Walk = { tried: number; failures: string[] }

/** Tries every door of one role on own, the organisation's and foreign records. */
async function walk(client: ApiClient, role: RoleCode, names = doorNames()): Promise<Walk> {
  const desk = await createDesk()
  const elsewhere = await createDesk()
  const isClient = CLIENT_ROLES.includes(role)
  const home = isClient ? desk.client : desk.provider
  const person = await createPerson({ organisationId: home.id })
  const visitor = await createUser({
    roles: [role],
    person,
    assignedTo: isClient ? undefined : desk.client,
  })
  // Another administrator, so that a switched-off account is never the last one's.
  await createUser({ roles: ['administrator'] })

  const records: Record<Relation, Records> = {
    own: await recordsOf(desk, isClient ? person : desk.requester.person),
    org: await recordsOf(desk, desk.manager.person),
    foreign: await recordsOf(elsewhere, elsewhere.requester.person),
  }
  // The visitor's session is kept: it must not be undone with what the first door wrote.
  await client.get('/').loginAs(visitor)
  const found: Walk = { tried: 0, failures: [] }
  for (const name of names) {
    for (const relation of RELATIONS) {
      const status = await undone(() => enter(client, DOORS[name], records[relation], visitor))
      found.tried += 1
      if (!isExpected(role, name, relation, status)) {
        found.failures.push(`${role} ${name} ${relation}: ${status}`)
      }
    }
  }
  return found
}

function isExpected(role: RoleCode, name: DoorName, relation: Relation, status: number): boolean {
  const mayEnter = EXPECTED[role]![relation].includes(name)
  if (mayEnter) return isAllowed(status)
  // What is foreign must not even be known to exist.
  const seesForeign = EXPECTED[role]!.foreign.some((each) => each.startsWith(name.split('.')[0]!))
  const sees = seesForeign || EXPECTED[role]!.foreign.includes('person.read')
  if (relation === 'foreign' && !sees && !isClosedArea(role, name)) return isUnknown(name, status)
  return isDenied(status) || isTooWide(name, status)
}

function doorNames() {
  return Object.keys(DOORS) as DoorName[]
}

async function readRoleIds() {
  for (const { id, code } of await Role.all()) roleIds.set(code, id)
}

test.group('The matrix of rights', (group) => {
  let combinations = 0
  group.each.setup(wrapInTransaction)
  group.each.setup(readRoleIds)
  group.teardown(() => {
    process.stdout.write(`\nRights matrix: ${combinations} combinations tried\n`)
  })

  test('T10 covers every built-in role', ({ assert }) => {
    assert.sameMembers(Object.keys(EXPECTED), Object.keys(BUILTIN_ROLES))
  })

  test('T10 {$self}: own, organisation and foreign records')
    .with(Object.keys(EXPECTED) as RoleCode[])
    .run(async ({ client, assert }, role) => {
      const { tried, failures } = await walk(client, role)
      assert.deepEqual(failures, [])
      assert.equal(tried, doorNames().length * RELATIONS.length)
      combinations += tried
    })
    .timeout(60_000)

  test(
    'T10 {$self}: roles, accounts, catalogue, agreements and the explanation of rights as a whole'
  )
    .with(Object.keys(EXPECTED) as RoleCode[])
    .run(async ({ client, assert }, role) => {
      await createService({ code: 'DOOR' })
      const visitor = await createUser({ roles: [role] })
      for (const [name, { method, address, roles }] of Object.entries(ADMINISTRATION)) {
        const request = client
          .request(address, method as 'GET')
          .loginAs(visitor)
          .redirects(0)
        const answer = await (method === 'GET'
          ? request.withInertia()
          : request.withCsrfToken().accept('json').json({}))
        // An empty form is refused by its fields, which only who may send it gets to know.
        const isAdmitted = answer.status() === 200 || answer.status() === 422
        const label = `${role} ${name}: ${answer.status()}`
        assert.equal(isAdmitted, (roles as readonly string[]).includes(role), label)
        if (!isAdmitted) assert.equal(answer.status(), 403, label)
        combinations += 1
      }
    })
})

/** Breaks something in the walls and returns how to mend it. */
type Breach = { what: string; names: DoorName[]; breach: () => Promise<() => void> }

function weaken<Policy extends { prototype: object }>(policy: Policy, method: string) {
  const walls = policy.prototype as Record<string, unknown>
  const sound = walls[method]
  walls[method] = () => true
  return () => void (walls[method] = sound)
}

async function widen(code: string, permission: string, scope: string) {
  const role = await Role.findByOrFail('code', code)
  await db.from('role_permissions').where({ role_id: role.id, permission }).delete()
  await db.table('role_permissions').insert({ role_id: role.id, permission, scope })
  // The test's transaction takes it back.
  return () => {}
}

const BREACHES: Breach[] = [
  {
    what: 'a policy that lets everybody edit items',
    names: ['item.edit'],
    breach: async () => weaken(ConfigurationItemPolicy, 'edit'),
  },
  {
    what: 'a policy that lets everybody manage accounts',
    names: ['account.switch_off'],
    breach: async () => weaken(AccountPolicy, 'manage'),
  },
  {
    what: 'a role whose reach became everything',
    names: ['incident.read'],
    breach: () => widen('agent_l1', 'tickets.view', 'all'),
  },
  {
    what: 'a role that lost a right',
    names: ['incident.work'],
    breach: () => widen('agent_l1', 'tickets.work', 'own'),
  },
  {
    what: 'a right nobody decided on',
    names: ['account.create', 'account.give_client_role'],
    breach: () => widen('agent_l1', 'users.manage', 'assigned'),
  },
]

test.group('The watch over the matrix', (group) => {
  group.each.setup(wrapInTransaction)
  group.each.setup(readRoleIds)

  test('turns red at {what}')
    .with(BREACHES)
    .run(async ({ client, assert }, { names, breach }) => {
      assert.deepEqual((await walk(client, 'agent_l1', names)).failures, [])
      const mend = await breach()
      try {
        const { failures } = await walk(client, 'agent_l1', names)
        assert.isNotEmpty(failures)
      } finally {
        mend()
      }
    })
    .timeout(60_000)

  test('turns red at a door of administration that stands open', async ({ client, assert }) => {
    const agent = await createUser({ roles: ['agent_l1'] })
    const open = () => client.get('/roles').loginAs(agent)
    ;(await open()).assertStatus(403)
    const mend = weaken(RolePolicy, 'view')
    try {
      assert.equal((await open()).status(), 200)
    } finally {
      mend()
    }
  })
})

/** A role without any right to the area is told so before a record is looked for. */
function isClosedArea(role: RoleCode, name: DoorName) {
  const area = name.split('.')[0]!
  const { own, org } = EXPECTED[role]!
  return ![...own, ...org].some((door) => door.startsWith(area))
}
