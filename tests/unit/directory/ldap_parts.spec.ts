import { LDAP_PRESETS } from '#config/ldap'
import { ldapChanges, inRounds } from '#directory/workflow/ldap_changes'
import {
  isDisabled,
  keyOf,
  nextRange,
  readEntry,
  textsOf,
  valuesOf,
} from '#directory/workflow/ldap_entry'
import { membersOf } from '#directory/workflow/ldap_groups'
import { dnKey, guidBytes, guidText } from '#directory/workflow/ldap_names'
import { isMassVanishing, planLdap } from '#directory/workflow/ldap_plan'
import { test } from '@japa/runner'
import fc from 'fast-check'

const GUID = '00112233-4455-6677-8899-aabbccddeeff'
const BYTES = Buffer.from('33221100554477668899aabbccddeeff', 'hex')

function entryOf(key: string, email: string | null, more: object = {}) {
  const dn = `uid=${key},dc=example`
  const raw = { dn, entryUUID: key, cn: key, ...(email ? { mail: email } : {}), ...more }
  return readEntry(raw, LDAP_PRESETS.openldap.attributes)
}

test.group('Names of a directory', () => {
  test('objectGUID reads as Microsoft writes it, and back', ({ assert }) => {
    assert.equal(guidText(BYTES), GUID)
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 16, maxLength: 16 }), (bytes) => {
        assert.deepEqual(guidBytes(guidText(bytes)), Buffer.from(bytes))
      })
    )
  })

  test('one name in several forms is one', ({ assert }) => {
    const same = [
      'CN=Петров\\, Иван,OU=Отдел,DC=example,DC=org',
      'cn=петров\\2c иван , ou = отдел, dc=EXAMPLE, dc=org',
      'cn=\\D0\\9F\\D0\\B5\\D1\\82\\D1\\80\\D0\\BE\\D0\\B2\\, Иван,ou=Отдел,dc=example,dc=org',
      'CN="Петров, Иван",OU=Отдел,DC=example,DC=org',
    ]
    assert.lengthOf([...new Set(same.map(dnKey))], 1)
    assert.equal(dnKey('sn=b+cn=a,dc=x'), dnKey('CN=A+SN=B,DC=X'))
    assert.notEqual(dnKey('cn=a\\,b,dc=x'), dnKey('cn=a,b=,dc=x'))
  })
})

test.group('Entries of a directory', () => {
  test('attributes in any case, with options, in ranges', ({ assert }) => {
    const raw = {
      'dn': 'cn=x',
      'MAIL': 'a@b.c',
      'cn;lang-ru': 'Имя',
      'member;range=0-1': ['one', 'two'],
    }
    assert.deepEqual(valuesOf(raw, 'mail'), ['a@b.c'])
    assert.deepEqual(textsOf(raw, 'cn'), ['Имя'])
    assert.deepEqual(textsOf(raw, 'member'), ['one', 'two'])
    assert.equal(nextRange(raw, 'member'), 2)
    assert.isNull(nextRange({ 'dn': 'cn=x', 'member;range=2-*': 'three' }, 'member'))
  })

  test('keys of bytes and of text', ({ assert }) => {
    assert.equal(keyOf({ dn: '', objectGUID: BYTES }, 'objectguid'), GUID)
    assert.equal(keyOf({ dn: '', entryUUID: ' AB-1 ' }, 'entryUUID'), 'ab-1')
    assert.equal(keyOf({ dn: '' }, 'entryUUID'), '')
  })

  test('switched off: the bit, the lock, the date; a pause after wrong tries is none', ({
    assert,
  }) => {
    const off: Record<string, string>[] = [
      { userAccountControl: '514' },
      { userAccountControl: '66050' },
      { nsAccountLock: 'TRUE' },
      { pwdAccountLockedTime: '000001010000Z' },
    ]
    const on: Record<string, string>[] = [
      { userAccountControl: '512' },
      { nsAccountLock: 'FALSE' },
      { pwdAccountLockedTime: '20260101000000Z' },
      {},
    ]
    assert.isTrue(off.every((marks) => isDisabled({ dn: 'cn=x', ...marks })))
    assert.isFalse(on.some((marks) => isDisabled({ dn: 'cn=x', ...marks })))
  })
})

test.group('Groups of a directory', () => {
  const group = (dn: string, members: string[], memberOf: string[] = []) => ({
    ...{ dn, members, memberUids: [], memberOf },
  })
  const person = (key: string, memberOf: string[] = []) => ({ key, dn: key, uid: null, memberOf })

  test('groups inside of groups, in circles, told from either side', ({ assert }) => {
    const groups = [
      group('top', ['middle', 'ann']),
      group('middle', ['top', 'ben']),
      group('low', [], ['middle']),
      group('other', ['dan']),
    ]
    const people = [person('ann'), person('ben'), person('cid', ['low']), person('dan')]
    assert.sameMembers([...membersOf('top', groups, people)], ['ann', 'ben', 'cid'])
    assert.sameMembers([...membersOf('other', groups, people)], ['dan'])
    assert.lengthOf([...membersOf('nowhere', groups, people)], 0)
  })

  test('whatever holds whatever, it ends, and who is named is in', ({ assert }) => {
    const names = fc.constantFrom<string>('a', 'b', 'c', 'd', 'p', 'q')
    const some = fc.array(fc.tuple(names, fc.array(names)))
    fc.assert(
      fc.property(some, (rows) => {
        const groups = rows.map(([dn, members]) => group(dn, members))
        const found = membersOf('a', groups, [person('p'), person('q')])
        const direct = new Map(rows).get('a') ?? []
        for (const key of ['p', 'q']) if (direct.includes(key)) assert.isTrue(found.has(key))
      })
    )
  })
})

test.group('What a directory means for what is known', () => {
  const link = (personId: number, entryKey: string, isPresent = true) => ({
    ...{ personId, entryKey, isPresent, dn: `uid=${entryKey},dc=example` },
  })
  const known = (id: number, email: string, entryKey: string | null = null) => ({
    ...{ id, email, entryKey, isElsewhere: false },
  })

  test('by key, else by address, else anew', ({ assert }) => {
    const entries = [entryOf('a', 'a@x.org'), entryOf('b', 'b@x.org'), entryOf('c', 'c@x.org')]
    const plan = planLdap(
      entries,
      [link(1, 'a')],
      [known(1, 'old@x.org', 'a'), known(2, 'B@x.org')]
    )
    assert.deepEqual(
      plan.linked.map(({ link: { personId } }) => personId),
      [1]
    )
    assert.deepEqual(
      plan.adopted.map(({ personId }) => personId),
      [2]
    )
    assert.deepEqual(
      plan.created.map(({ key }) => key),
      ['c']
    )
  })

  test('an entry made anew is the same person, not one more gone', ({ assert }) => {
    const plan = planLdap(
      [entryOf('new', 'a@x.org')],
      [link(1, 'old')],
      [known(1, 'a@x.org', 'old')]
    )
    assert.deepEqual(
      plan.adopted.map(({ personId }) => personId),
      [1]
    )
    assert.lengthOf(plan.gone, 0)
  })

  test('who stands in two directories stays with the first', ({ assert }) => {
    const elsewhere = { ...known(1, 'a@x.org'), isElsewhere: true }
    const plan = planLdap([entryOf('a', 'a@x.org')], [], [elsewhere])
    assert.deepEqual(
      plan.problems.map(({ code }) => code),
      ['linked_elsewhere']
    )
    assert.lengthOf(plan.created, 0)
  })

  test('nobody vanishes because their entry cannot be read', ({ assert }) => {
    const dn = link(1, 'a').dn
    const unreadable = { ...entryOf('', null), dn }
    const plan = planLdap([unreadable], [link(1, 'a'), link(2, 'b')], [])
    assert.deepEqual(
      plan.gone.map(({ personId }) => personId),
      [2]
    )
  })

  test('the guard', ({ assert }) => {
    assert.isFalse(isMassVanishing(0, 100, 10, 2))
    assert.isFalse(isMassVanishing(10, 100, 10, 2))
    assert.isTrue(isMassVanishing(11, 100, 10, 2))
    assert.isFalse(isMassVanishing(2, 5, 10, 2))
    assert.isTrue(isMassVanishing(2, 2, 10, 2))
    assert.isFalse(isMassVanishing(100, 100, 100, 2))
  })

  test('managers come before those they manage, whatever the order', ({ assert }) => {
    const edges = fc.array(fc.nat(7), { minLength: 8, maxLength: 8 })
    fc.assert(
      fc.property(edges, (managers) => {
        const entries = managers.map((manager, n) => ({ key: `${n}`, manager: `${manager}` }))
        const rounds = inRounds(entries, (dn) => dn)
        assert.lengthOf(rounds.flat(), entries.length)
        assert.lengthOf([...new Set(rounds.flat())], entries.length)
      })
    )
    const chain = [
      { key: 'c', manager: 'b' },
      { key: 'b', manager: 'a' },
      { key: 'a', manager: null },
    ]
    const rounds = inRounds(chain, (dn) => dn)
    assert.deepEqual(
      rounds.map((round) => round[0]!.key),
      ['a', 'b', 'c']
    )
  })

  test('only what differs is written; other phones stay', ({ assert }) => {
    const facts = {
      ...{ organisationId: 1, displayName: 'A', email: null, jobTitle: 'T', departmentId: null },
      ...{ siteId: null, managerId: null },
      phones: [
        { number: '+7 495 1234567', label: 'office' },
        { number: '101', label: null },
      ],
    }
    assert.deepEqual(ldapChanges(facts, { displayName: 'A', jobTitle: 'T' }), {})
    assert.deepEqual(ldapChanges(facts, { displayName: 'B', jobTitle: null, phone: '101' }), {
      ...{ displayName: 'B', jobTitle: null },
      phones: [{ number: '101', label: 'office' }],
    })
  })
})
