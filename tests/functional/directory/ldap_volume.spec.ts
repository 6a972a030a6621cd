import Role from '#directory/models/role'
import { forgetEverything } from '#tests/helpers/accounts'
import { emptyDatabase } from '#tests/helpers/database'
import { createSource, everyTrace, group, somebody, synchronise, unit } from '#tests/helpers/ldap'
import { BASE, isSlapdMissing, openSlapd } from '#tests/helpers/slapd'
import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'

/** `LDAP_PEOPLE=5000` measures the whole of it; the suites make do with fewer. */
const PEOPLE = Number(process.env.LDAP_PEOPLE ?? 1000)
const UNITS = 40
const TEAMS = 50
const GROUPS = `ou=groups,${BASE}`

/** Units three deep, teams in divisions in one group above all, a manager for every ten. */
function bigDirectory(): string {
  const parts = [unit('people'), unit('groups')]
  const units = Array.from({ length: UNITS }, (_, n) => {
    const [above, name] = [`ou=branch${n % 4},ou=people,${BASE}`, `unit${n}`]
    if (n < 4) parts.push(unit(`branch${n}`, `ou=people,${BASE}`))
    return { above, name, dn: `ou=${name},${above}` }
  })
  parts.push(...units.map(({ name, above }) => unit(name, above)))
  const dnOf = (n: number) => `uid=user${n},${units[n % UNITS]!.dn}`
  for (let n = 0; n < PEOPLE; n += 1) {
    parts.push(
      somebody({
        ...{ uid: `user${n}`, name: `Сотрудник ${n}`, above: units[n % UNITS]!.dn },
        ...{ mail: `user${n}@big.example`, title: `Должность ${n % 30}`, ou: `Отдел ${n % UNITS}` },
        telephoneNumber: `+7 495 ${String(1_000_000 + n)}`,
        ...(n > 0 ? { manager: dnOf(Math.floor((n - 1) / 10)) } : {}),
      })
    )
  }
  const teams = Array.from({ length: TEAMS }, (_, team) => {
    const members = Array.from({ length: PEOPLE }, (_each, n) => n).filter(
      (n) => n % TEAMS === team
    )
    return { cn: `team${team}`, members: members.map(dnOf) }
  })
  parts.push(...teams.map(({ cn, members }) => group(cn, members, GROUPS)))
  for (let division = 0; division < 5; division += 1) {
    const inside = teams.slice(division * 10, division * 10 + 10)
    parts.push(
      group(
        `division${division}`,
        inside.map(({ cn }) => `cn=${cn},${GROUPS}`),
        GROUPS
      )
    )
  }
  const divisions = [0, 1, 2, 3].map((n) => `cn=division${n},${GROUPS}`)
  parts.push(group('everyone', [...divisions, `cn=everyone,${GROUPS}`], GROUPS))
  return parts.join('\n')
}

test.group('LDAP synchronisation of a large directory (OPS-05)', (tests) => {
  tests.tap((each) => each.skip(isSlapdMissing, 'no slapd'))
  tests.each.setup(async () => {
    await forgetEverything()
    return emptyDatabase
  })

  test(`${PEOPLE} people in a nested tree with nested groups`, async ({ assert, cleanup }) => {
    const slapd = await openSlapd({ ldif: bigDirectory() })
    cleanup(() => slapd.stop())
    const role = await Role.findByOrFail('code', 'agent_l1')
    const mapping = { groupDn: `cn=everyone,${GROUPS}`, roleId: role.id, organisationId: null }
    const source = await createSource({ url: slapd.url, pageSize: 500, mappings: [mapping] })
    const times: string[] = []
    const timed = async (what: string) => {
      const start = performance.now()
      const run = await synchronise(source)
      times.push(`${what} ${Math.round(performance.now() - start)} ms`)
      return run.serialize()
    }

    const granted = (PEOPLE * 4) / 5
    const first = await timed('first run')
    assert.deepInclude(first, { state: 'done', found: PEOPLE, created: PEOPLE, failed: 0 })
    assert.equal(first.rolesGranted, granted)
    const managed = await db.from('people').whereNotNull('manager_id').count('* as n').first()
    assert.equal(Number(managed.n), PEOPLE - 1)
    const departments = await db.from('departments').count('* as n').first()
    assert.equal(Number(departments.n), UNITS)

    const before = await everyTrace()
    const second = await timed('second run')
    assert.deepInclude(second, { created: 0, changed: 0, unchanged: PEOPLE, deactivated: 0 })
    assert.equal(await everyTrace(), before)

    await slapd.admin((client) => client.del(`uid=user${PEOPLE - 1},${unitOf(PEOPLE - 1)}`))
    const third = await timed('one gone')
    assert.deepInclude(third, { unchanged: PEOPLE - 1, deactivated: 1 })
    const gone = await db
      .from('people')
      .where('email', `user${PEOPLE - 1}@big.example`)
      .first()
    assert.equal(Number(gone.is_active), 0)
    process.stdout.write(`LDAP, ${PEOPLE} people: ${times.join(', ')}\n`)
  }).timeout(240_000)
})

function unitOf(n: number): string {
  const at = n % UNITS
  return `ou=unit${at},ou=branch${at % 4},ou=people,${BASE}`
}
