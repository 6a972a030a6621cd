import Organisation from '#directory/models/organisation'
import LdapRun from '#directory/models/ldap_run'
import Person from '#directory/models/person'
import Role from '#directory/models/role'
import RoleAssignment from '#directory/models/role_assignment'
import User from '#directory/models/user'
import AuditEvent from '#core/models/audit_event'
import { addSession } from '#directory/actions/open_session'
import {
  createSource,
  everyTrace,
  group,
  somebody,
  synchronise,
  tryOut,
  unit,
} from '#tests/helpers/ldap'
import { forgetEverything } from '#tests/helpers/accounts'
import { emptyDatabase } from '#tests/helpers/database'
import { createOrganisation, createPerson, createUser } from '#tests/helpers/people'
import { BASE, freePort, isSlapdMissing, openSlapd, record, type Slapd } from '#tests/helpers/slapd'
import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import { Attribute, Change } from 'ldapts'

const STAFF = `ou=Сотрудники,${BASE}`
const DEEP = `ou=Разработка,${STAFF}`
const GROUPS = `ou=groups,${BASE}`

const LDIF = [
  unit('Сотрудники'),
  unit('Разработка', STAFF),
  unit('groups'),
  somebody({
    ...{ uid: 'boss', name: 'Ольга Начальник', above: STAFF, mail: 'Boss@example.org' },
    ...{ telephoneNumber: '+7 (495) 123-45-67', title: 'Директор', ou: 'Управление', l: 'Москва' },
  }),
  somebody({
    ...{ uid: 'ivan', name: 'Иван Петров', above: DEEP, mail: 'ivan@example.org', l: 'Луна' },
    ...{ title: 'Инженер', ou: 'Разработка', manager: `uid=boss,${STAFF}`, telephoneNumber: 'нет' },
  }),
  somebody({ uid: 'anna', name: 'Анна Котова', above: DEEP, mail: 'anna@example.org' }),
  somebody({ uid: 'nomail', name: 'Без Почты', above: STAFF }),
  group('agents', [`uid=boss,${STAFF}`, `cn=inner,${GROUPS}`], GROUPS),
  group(
    'inner',
    [`UID=ivan, OU=Разработка, OU=Сотрудники, ${BASE}`, `cn=agents,${GROUPS}`],
    GROUPS
  ),
].join('\n')

const IVAN = `uid=ivan,${DEEP}`

const personBy = (email: string) => Person.query().where({ email }).preload('user').firstOrFail()
const replace = (type: string, values: string[]) =>
  new Change({ operation: 'replace', modification: new Attribute({ type, values }) })

async function rolesOf(email: string) {
  const { user } = await personBy(email)
  const held = await RoleAssignment.query().where('userId', user.id).preload('role').orderBy('id')
  return held.map(({ role }) => role.code)
}

test.group('LDAP synchronisation (OPS-05)', (tests) => {
  tests.tap((each) => each.skip(isSlapdMissing, 'no slapd'))
  let slapd: Slapd
  tests.each.setup(async () => {
    await forgetEverything()
    slapd = await openSlapd({ ldif: LDIF })
    return async () => {
      await slapd.stop()
      await emptyDatabase()
    }
  })

  async function source(values: Partial<Parameters<typeof createSource>[0]> = {}) {
    const role = await Role.findByOrFail('code', 'agent_l1')
    const mappings = [{ groupDn: `cn=agents,${GROUPS}`, roleId: role.id, organisationId: null }]
    return createSource({ url: slapd.url, mappings, ...values })
  }

  test('people, accounts and roles of nested units and nested groups', async ({ assert }) => {
    const made = await source()
    await db.table('sites').insert({
      ...{ organisation_id: made.organisationId, name: 'МОСКВА', time_zone: 'Europe/Moscow' },
      ...{ created_at: '2026-01-01 00:00:00', updated_at: '2026-01-01 00:00:00' },
    })
    const run = await synchronise(made)
    assert.equal(run.state, 'done', `${run.errorCode} ${run.errorDetail}`)
    assert.deepInclude(run.serialize(), { found: 4, created: 4, changed: 0, unchanged: 0 })
    assert.equal(run.rolesGranted, 2)
    const codes = run.problems.map(({ code }) => code).sort()
    assert.deepEqual(codes, ['no_email', 'unknown_site', 'wrong_phone'])

    const [boss, ivan] = [await personBy('boss@example.org'), await personBy('ivan@example.org')]
    await boss.load((loader) => loader.load('phones').load('department').load('site'))
    assert.equal(boss.displayName, 'Ольга Начальник')
    assert.equal(boss.phone, '+7 (495) 123-45-67')
    assert.equal(boss.department.name, 'Управление')
    assert.equal(boss.site.name, 'МОСКВА')
    assert.equal(ivan.managerId, boss.id)
    assert.equal(ivan.jobTitle, 'Инженер')
    assert.deepInclude(ivan.user.serialize(), { signInSource: 'ldap', ldapSourceId: made.id })
    assert.deepEqual(await rolesOf('ivan@example.org'), ['agent_l1'])
    assert.deepEqual(await rolesOf('anna@example.org'), [])

    const event = await AuditEvent.query()
      .where({ subjectType: 'person', subjectId: ivan.id, action: 'person.created' })
      .firstOrFail()
    assert.equal(event.channel, 'import')
    assert.notInclude(JSON.stringify(event.changes), 'Иван Петров')
  })

  test('a second run writes nothing', async ({ assert }) => {
    const made = await source()
    await synchronise(made)
    const before = await everyTrace()
    const run = await synchronise(made)
    assert.deepInclude(run.serialize(), { state: 'done', created: 0, changed: 0, unchanged: 4 })
    assert.equal(await everyTrace(), before)
  })

  test('a person who was renamed and moved keeps their record', async ({ assert }) => {
    const made = await source()
    await synchronise(made)
    const { id } = await personBy('ivan@example.org')
    await slapd.admin(async (client) => {
      const changes = [replace('cn', ['Иван Сидоров']), replace('mail', ['sidorov@example.org'])]
      await client.modify(IVAN, changes)
      await client.modifyDN(IVAN, `uid=sidorov,${STAFF}`)
    })
    const run = await synchronise(made)
    assert.deepInclude(run.serialize(), { created: 0, changed: 1, deactivated: 0 })
    const moved = await personBy('sidorov@example.org')
    assert.equal(moved.id, id)
    assert.equal(moved.displayName, 'Иван Сидоров')
    assert.equal(moved.user.email, 'sidorov@example.org')
    const link = await db.from('ldap_people').where('person_id', id).first()
    assert.match(link.dn, /^uid=sidorov/)
    // The group still names the old entry: the role goes.
    assert.deepEqual(await rolesOf('sidorov@example.org'), [])
  })

  test('a person gone from the directory is signed out and off (T8)', async ({ assert }) => {
    const made = await source({ guardPercent: 100 })
    await synchronise(made)
    const { id, user } = await personBy('ivan@example.org')
    await db.transaction((trx) =>
      addSession(trx, {
        ...{ userId: user.id, isSecondFactorPassed: false },
        caller: { ip: null, userAgent: null, requestId: null },
      })
    )
    await slapd.admin((client) => client.del(IVAN))
    const run = await synchronise(made)
    assert.deepInclude(run.serialize(), { deactivated: 1, rolesRevoked: 1 })
    const person = await Person.findOrFail(id)
    assert.isFalse(person.isActive)
    assert.isFalse((await User.findOrFail(user.id)).isActive)
    const session = await db.from('user_sessions').where('user_id', user.id).first()
    assert.equal(session.end_reason, 'deactivated')
    assert.deepInclude((await synchronise(made)).serialize(), { deactivated: 0, unchanged: 3 })
  })

  test('an entry made anew brings its person back', async ({ assert }) => {
    const made = await source({ guardPercent: 100 })
    await synchronise(made)
    const { id } = await personBy('anna@example.org')
    const dn = `uid=anna,${DEEP}`
    await slapd.admin((client) => client.del(dn))
    await synchronise(made)
    await slapd.admin((client) =>
      client.add(dn, {
        objectClass: 'inetOrgPerson',
        cn: 'Анна К',
        sn: 'К',
        mail: 'anna@example.org',
      })
    )
    const run = await synchronise(made)
    assert.deepInclude(run.serialize(), { created: 0, changed: 1 })
    const back = await personBy('anna@example.org')
    assert.equal(back.id, id)
    assert.isTrue(back.isActive)
    assert.isTrue(back.user.isActive)
    assert.equal((await synchronise(made)).unchanged, 4)
  })

  test('who was switched off by hand stays off', async ({ assert }) => {
    const made = await source()
    await synchronise(made)
    await Person.query().where('email', 'anna@example.org').update({ isActive: false })
    const run = await synchronise(made)
    assert.equal(run.changed, 0)
    assert.isFalse((await personBy('anna@example.org')).isActive)
  })

  test('the guard stops a run in which too many vanish', async ({ assert }) => {
    const made = await source({ guardPercent: 20 })
    await synchronise(made)
    await slapd.admin(async (client) => {
      for (const dn of [IVAN, `uid=anna,${DEEP}`, `uid=nomail,${STAFF}`]) await client.del(dn)
    })
    const before = await everyTrace()
    const refused = await synchronise(made)
    assert.deepInclude(refused.serialize(), {
      state: 'refused',
      errorCode: 'guard',
      errorDetail: '3/4',
    })
    assert.equal(await everyTrace(), before)
    assert.equal((await tryOut(made)).errorCode, 'guard')

    const run = await synchronise(made, { ignoresGuard: true })
    assert.deepInclude(run.serialize(), { state: 'done', deactivated: 3 })
  })

  test('a server that is gone or refuses leaves everything as it was', async ({ assert }) => {
    const made = await source()
    await synchronise(made)
    const before = await everyTrace()
    const cases = [
      [{ url: `ldap://127.0.0.1:${await freePort()}` }, 'unreachable'],
      [{ bindDn: `cn=nobody,${BASE}` }, 'bind_refused'],
      [{ baseDn: 'dc=elsewhere' }, 'base_missing'],
      [{ attributes: { ...made.attributes, key: 'employeeNumber' } }, 'key_missing'],
      [{ url: slapd.url.replace('ldap:', 'ldaps:') }, null],
    ] as const
    for (const [values, code] of cases) {
      const known = { ...made.$original }
      await made.merge(values).save()
      const run = await synchronise(made)
      assert.equal(run.state, 'failed')
      if (code) assert.equal(run.errorCode, code)
      await made.merge({ url: known.url, bindDn: known.bindDn, baseDn: known.baseDn }).save()
      await made.merge({ attributes: known.attributes }).save()
    }
    assert.equal(await everyTrace(), before)
    assert.equal((await synchronise(made)).unchanged, 4)
  })

  test('a size limit of the server is no reason to shut people out', async ({ assert }) => {
    await slapd.stop()
    slapd = await openSlapd({
      ldif: LDIF,
      settings: ['limits * size.soft=2 size.hard=2 size.prtotal=2'],
    })
    const made = await source()
    const run = await synchronise(made)
    assert.deepInclude(run.serialize(), { state: 'failed', errorCode: 'size_limit' })
    assert.equal(
      await db
        .from('people')
        .count('* as n')
        .first()
        .then(({ n }) => Number(n)),
      0
    )
  })

  test('two entries with one address, look-alikes and taken addresses are told', async ({
    assert,
  }) => {
    await slapd.admin(async (client) => {
      const add = (uid: string, mail: string) =>
        client.add(`uid=${uid},${STAFF}`, { objectClass: 'inetOrgPerson', cn: uid, sn: uid, mail })
      await add('one', 'same@example.org')
      await add('two', 'SAME@example.org')
      await add('taken', 'other@example.org')
    })
    const stranger = await createPerson({ email: 'other@example.org' })
    await createUser({ roles: [], person: stranger, values: { email: 'other@example.org' } })
    const made = await source()
    const run = await synchronise(made)
    const told = run.problems.map(({ dn, code }) => `${dn.split(',')[0]} ${code}`).sort()
    assert.includeMembers(told, [
      'uid=one duplicate_email',
      'uid=two duplicate_email',
      'uid=taken email_taken',
    ])
    assert.equal(await Person.query().where('displayName', 'one').first(), null)
    const before = await everyTrace()
    await synchronise(made)
    assert.equal(await everyTrace(), before)
  })

  test('an address that only looks like one gives no account', async ({ assert }) => {
    await slapd.admin((client) =>
      client.add(`uid=fake,${STAFF}`, {
        ...{ objectClass: 'inetOrgPerson', cn: 'fake', sn: 'fake' },
        // The first letter is Cyrillic.
        displayName: 'аnna@example.org',
      })
    )
    const { attributes } = await source()
    const made = await source({
      userFilter: '(uid=fake)',
      attributes: { ...attributes, email: 'displayName' },
    })
    const run = await synchronise(made)
    const codes = run.problems.map(({ code }) => code)
    assert.deepEqual(codes, ['look_alike_email', 'no_email'])
    const fake = await Person.query().where('displayName', 'fake').preload('user').firstOrFail()
    assert.equal(fake.email, null)
    assert.isNull(fake.user)
  })

  test('known people are found by their address in the organisation alone', async ({ assert }) => {
    const organisation = await createOrganisation()
    const known = await createPerson({
      ...{ organisationId: organisation.id, email: 'Anna@example.org', displayName: 'А. Котова' },
    })
    const foreign = await createPerson({ email: 'ivan@example.org' })
    const made = await source({ organisationId: organisation.id, creates: 'person' })
    const run = await synchronise(made)
    assert.deepInclude(run.serialize(), { created: 3, changed: 1 })
    await known.refresh()
    assert.equal(known.displayName, 'Анна Котова')
    await foreign.refresh()
    assert.notEqual(foreign.displayName, 'Иван Петров')
    assert.equal(
      await User.query()
        .count('* as n')
        .then(([row]) => Number(row!.$extras.n)),
      0
    )
  })

  test('local accounts are taken over only where told, administrators never', async ({
    assert,
  }) => {
    const organisation = await createOrganisation()
    const organisationId = organisation.id
    const anna = await createPerson({ organisationId, email: 'anna@example.org' })
    const boss = await createPerson({ organisationId, email: 'boss@example.org' })
    await createUser({ roles: ['end_user'], person: anna, values: { email: 'anna@example.org' } })
    await createUser({
      roles: ['administrator'],
      person: boss,
      values: { email: 'boss@example.org' },
    })
    const made = await source({ organisationId })
    await synchronise(made)
    assert.equal((await personBy('anna@example.org')).user.signInSource, 'local')
    await made.merge({ takesOverAccounts: true }).save()
    await synchronise(made)
    assert.equal((await personBy('anna@example.org')).user.signInSource, 'ldap')
    assert.equal((await personBy('boss@example.org')).user.signInSource, 'local')
    assert.deepEqual(await rolesOf('anna@example.org'), ['end_user'])
    const before = await everyTrace()
    await synchronise(made)
    assert.equal(await everyTrace(), before)
  })

  test('roles given by hand stay, those of the source follow its groups', async ({ assert }) => {
    const made = await source()
    await synchronise(made)
    const { user } = await personBy('ivan@example.org')
    const role = await Role.findByOrFail('code', 'end_user')
    await RoleAssignment.create({ userId: user.id, roleId: role.id, organisationId: null })
    await slapd.admin((client) =>
      client.modify(`cn=inner,${GROUPS}`, replace('member', [`uid=anna,${DEEP}`]))
    )
    const run = await synchronise(made)
    assert.deepInclude(run.serialize(), { rolesGranted: 1, rolesRevoked: 1 })
    assert.deepEqual(await rolesOf('ivan@example.org'), ['end_user'])
    assert.deepEqual(await rolesOf('anna@example.org'), ['agent_l1'])
  })

  test('the last administrator stays one though the directory’s groups say otherwise', async ({
    assert,
  }) => {
    const { id: roleId } = await Role.findByOrFail('code', 'administrator')
    const mappings = [{ groupDn: `cn=inner,${GROUPS}`, roleId, organisationId: null }]
    const made = await source({ mappings })
    const setMember = (dn: string) =>
      slapd.admin((client) => client.modify(`cn=inner,${GROUPS}`, replace('member', [dn])))
    await setMember(IVAN)
    await synchronise(made)
    assert.deepEqual(await rolesOf('ivan@example.org'), ['administrator'])
    await setMember(`uid=nomail,${STAFF}`)
    const run = await synchronise(made)
    assert.deepInclude(run.serialize(), { rolesGranted: 0, rolesRevoked: 0 })
    assert.include(
      run.problems.map(({ code }) => code),
      'last_administrator'
    )
    assert.deepEqual(await rolesOf('ivan@example.org'), ['administrator'])
    await createUser({ roles: ['administrator'] })
    assert.deepInclude((await synchronise(made)).serialize(), { rolesRevoked: 1 })
  })

  test('switched off there, binary keys and memberOf: as in Active Directory', async ({
    assert,
  }) => {
    const guid = Buffer.from('33221100554477668899aabbccddeeff', 'hex')
    const bytes = (text: string) =>
      new Attribute({ type: 'objectGUID', values: [Buffer.from(text, 'hex')] })
    await slapd.admin(async (client) => {
      const entry = (uid: string, control: string, key: Attribute, ...more: Attribute[]) =>
        client.add(`uid=${uid},${STAFF}`, [
          new Attribute({ type: 'objectClass', values: ['inetOrgPerson', 'marked'] }),
          ...Object.entries({
            cn: uid,
            sn: uid,
            mail: `${uid}@ad.example`,
            userAccountControl: control,
          }).map(([type, value]) => new Attribute({ type, values: [value] })),
          key,
          ...more,
        ])
      const memberOf = new Attribute({ type: 'memberOf', values: [`cn=inner,${GROUPS}`] })
      await entry('on', '512', bytes('33221100554477668899aabbccddeeff'), memberOf)
      await entry('off', '514', bytes('43221100554477668899aabbccddeeff'))
      // Bytes that are text as well stay bytes.
      await entry('text', '66048', bytes('41414141414141414141414141414141'))
    })
    const made = await source({
      userFilter: '(objectClass=marked)',
      attributes: { ...(await source()).attributes, key: 'objectguid' },
    })
    const run = await synchronise(made)
    assert.equal(run.state, 'done', `${run.errorCode} ${run.errorDetail}`)
    assert.equal(run.created, 2)
    const keys = await db.from('ldap_people').orderBy('id').select('entry_key')
    assert.deepEqual(keys.map(({ entry_key: key }) => key).sort(), [
      '00112233-4455-6677-8899-aabbccddeeff',
      '41414141-4141-4141-4141-414141414141',
    ])
    assert.equal(guid.length, 16)
    assert.deepEqual(await rolesOf('on@ad.example'), ['agent_l1'])
    await slapd.admin((client) =>
      client.modify(`uid=on,${STAFF}`, replace('userAccountControl', ['514']))
    )
    assert.equal((await synchronise(made)).deactivated, 1)
    assert.isFalse((await personBy('on@ad.example')).isActive)
    await slapd.admin((client) =>
      client.modify(`uid=on,${STAFF}`, replace('userAccountControl', ['512']))
    )
    assert.equal((await synchronise(made)).changed, 1)
    assert.isTrue((await personBy('on@ad.example')).user.isActive)
  })

  test('an empty attribute leaves what is known unless told otherwise', async ({ assert }) => {
    const made = await source()
    await synchronise(made)
    await slapd.admin((client) => client.modify(IVAN, replace('title', [])))
    assert.equal((await synchronise(made)).changed, 0)
    await made.merge({ clearsMissing: true }).save()
    assert.equal((await synchronise(made)).changed, 1)
    assert.isNull((await personBy('ivan@example.org')).jobTitle)
  })

  test('a trial shows what would come and writes nothing', async ({ assert }) => {
    const made = await source()
    const before = await everyTrace()
    const run = await tryOut(made)
    assert.deepInclude(run.serialize(), { state: 'done', kind: 'test', found: 4, created: 4 })
    assert.lengthOf(run.preview, 4)
    const ivan = run.preview.find(({ dn }) => dn.startsWith('uid=ivan'))!
    assert.deepEqual(ivan.groups, [`cn=agents,${GROUPS}`])
    assert.equal(await everyTrace(), before)
  })

  test('places the server sends to elsewhere are told and not followed', async ({ assert }) => {
    await slapd.admin((client) =>
      client.add(`ou=elsewhere,${BASE}`, {
        objectClass: ['referral', 'extensibleObject'],
        ou: 'elsewhere',
        ref: `ldap://127.0.0.1:1/ou=elsewhere,${BASE}`,
      })
    )
    const run = await synchronise(await source())
    assert.equal(run.created, 4)
    assert.include(
      run.problems.map(({ code }) => code),
      'referral_skipped'
    )
  })

  test('under TLS the certificate counts', async ({ assert }) => {
    await slapd.stop()
    slapd = await openSlapd({ ldif: LDIF, withTls: true })
    if (!slapd.secure) return
    const { url, caCertificate } = slapd.secure
    const trusted = await source({ url, caCertificate })
    const run = await tryOut(trusted)
    assert.equal(run.state, 'done', `${run.errorCode} ${run.errorDetail}`)
    const startTls = { url: slapd.url.replace('127.0.0.1', 'localhost'), usesStartTls: true }
    const upgraded = await tryOut(await source({ ...startTls, caCertificate }))
    assert.equal(upgraded.state, 'done', `${upgraded.errorCode} ${upgraded.errorDetail}`)
    for (const values of [{ url }, startTls]) {
      const stranger = await tryOut(await source(values))
      assert.deepInclude(stranger.serialize(), { state: 'failed', errorCode: 'tls' })
    }
  })

  test('one run of a source at a time; a lost one holds up no other', async ({ assert }) => {
    const made = await source()
    const open = { ldapSourceId: made.id, kind: 'sync' as const, state: 'running' as const }
    const lists = { problems: [], preview: [] }
    const { startedAt } = await synchronise(made)
    const stuck = await LdapRun.create({ ...open, ...lists, startedAt })
    await assert.rejects(() => synchronise(made), 'ldap.refusals.run_under_way')
    await stuck.merge({ startedAt: startedAt.minus({ hours: 2 }) }).save()
    assert.equal((await synchronise(made)).state, 'done')
    await stuck.refresh()
    assert.deepInclude(stuck.serialize(), { state: 'failed', errorCode: 'lost' })
  })

  test('nothing of the organisation itself is touched', async ({ assert }) => {
    const made = await source({ creates: 'person' })
    const before = await Organisation.findOrFail(made.organisationId)
    await synchronise(made)
    const after = await Organisation.findOrFail(made.organisationId)
    // Departments belong to its version.
    assert.equal(after.version, before.version + 2)
    assert.equal(record('cn=x', { a: 'b' }), 'dn: cn=x\na: b\n')
  })
})
