import { DuplicateSets } from '#cmdb/workflow/duplicate_sets'
import { runVerdict } from '#cmdb/workflow/finding_steps'
import {
  HEALTH_COUNTERS,
  healthFigures,
  noCounts,
  type HealthCounts,
} from '#cmdb/workflow/health_figures'
import { judgeItem, type ClassHealth, type JudgedItem } from '#cmdb/workflow/judge_item'
import { test } from '@japa/runner'
import fc from 'fast-check'
import { DateTime } from 'luxon'

const EQUAL = { completeness: 1, correctness: 1, compliance: 1 }
const NOW = DateTime.fromISO('2026-06-01T00:00:00Z', { zone: 'utc' })
const daysAgo = (days: number) => NOW.minus({ days }).toFormat('yyyy-MM-dd HH:mm:ss')

const ITEM: JudgedItem = {
  columns: {
    ...{ serialNumber: null, vendor: null, model: null, ipAddress: null },
    ...{ siteId: null, serviceId: null, ownerPersonId: null, description: null },
  },
  ...{ attributes: {}, environment: 'prod', hasTeam: true, hasActiveOwner: true },
  ...{ createdAt: daysAgo(10), lastSeenAt: null, lastVerifiedAt: null, relationTypes: new Set() },
}
const HEALTH: ClassHealth = {
  ...{ requiredKeys: [], recommendedKeys: [], rules: [], seenDays: 60, verifiedDays: 180 },
}
const RULE = {
  ...{ id: 7, environments: [], relationTypes: [], field: null, allowedValues: [] },
  ...{ days: null, verifiedDays: null },
}
const reasons = (item: Partial<JudgedItem>, health: Partial<ClassHealth> = {}) =>
  judgeItem({ ...ITEM, ...item }, { ...HEALTH, ...health }, daysAgo).failures.map(
    ({ reason }) => reason
  )

/** Counts that a real scope can have. */
const counts = fc
  .record({
    items: fc.integer({ min: 0, max: 500 }),
    cells: fc.integer({ min: 0, max: 500 }),
    checks: fc.integer({ min: 0, max: 500 }),
    parts: fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 7, maxLength: 7 }),
  })
  .map(({ items, cells, checks, parts }): HealthCounts => {
    const of = (whole: number, at: number) => Math.floor(whole * parts[at]!)
    return {
      ...noCounts(),
      ...{ items, complete: of(items, 0), recommendedCells: cells },
      ...{ recommendedFilled: of(cells, 1), orphans: of(items, 2), stale: of(items, 3) },
      ...{ duplicates: of(items, 4), checks, passedChecks: of(checks, 5) },
      verified: of(items, 6),
    }
  })

test.group('Figures of the health of the CMDB', () => {
  test('CFG-11 an empty scope has no figures, never 100 %', ({ assert }) => {
    const figures = healthFigures(noCounts(), EQUAL)
    assert.deepEqual(
      Object.values(figures).filter((each) => each !== null),
      []
    )
  })

  test('the figures of §4.7 on numbers counted by hand', ({ assert }) => {
    const figures = healthFigures(
      {
        ...noCounts(),
        ...{ items: 10, complete: 8, recommendedCells: 20, recommendedFilled: 5 },
        ...{ orphans: 1, stale: 2, duplicates: 3, checks: 4, passedChecks: 3, verified: 1 },
      },
      { completeness: 2, correctness: 1, compliance: 1 }
    )
    // (0.8 + 0.25) / 2, (0.9 + 0.8 + 0.7) / 3, 3 / 4, (2 × 52.5 + 80 + 75) / 4
    assert.equal(figures.completeness, 5250)
    assert.equal(figures.correctness, 8000)
    assert.equal(figures.compliance, 7500)
    assert.equal(figures.overall, 6500)
    assert.equal(figures.verified, 1000)
  })

  test('stay between 0 and 100 %, and the overall one between the least and the greatest', ({
    assert,
  }) => {
    fc.assert(
      fc.property(
        counts,
        fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 3, maxLength: 3 }),
        (given, [a, b, c]) => {
          const figures = healthFigures(given, {
            completeness: a!,
            correctness: b!,
            compliance: c!,
          })
          const all = Object.values(figures).filter((each) => each !== null)
          assert.isTrue(all.every((each) => each >= 0 && each <= 10_000))
          if (figures.overall === null) return
          const kpis = [figures.completeness, figures.correctness, figures.compliance].filter(
            (each) => each !== null
          )
          assert.isAtLeast(figures.overall, Math.min(...kpis))
          assert.isAtMost(figures.overall, Math.max(...kpis))
        }
      )
    )
  })

  test('one failure more never makes a figure better', ({ assert }) => {
    fc.assert(
      fc.property(counts, fc.constantFrom('orphans', 'stale', 'duplicates'), (given, key) => {
        fc.pre(given.items > given[key])
        const before = healthFigures(given, EQUAL)
        const after = healthFigures({ ...given, [key]: given[key] + 1 }, EQUAL)
        assert.isAtMost(after.correctness!, before.correctness!)
        assert.isAtMost(after.overall!, before.overall!)
      })
    )
  })

  test('a scope is judged alike as a whole and as the sum of its parts', ({ assert }) => {
    fc.assert(
      fc.property(counts, counts, (one, other) => {
        const sum = noCounts()
        for (const key of HEALTH_COUNTERS) sum[key] = one[key] + other[key]
        const whole = healthFigures(sum, EQUAL).correctness
        const parts = [one, other].map((each) => healthFigures(each, EQUAL).correctness ?? -1)
        if (whole === null) return assert.deepEqual(parts, [-1, -1])
        const real = parts.filter((each) => each >= 0)
        assert.isAtLeast(whole, Math.min(...real))
        assert.isAtMost(whole, Math.max(...real))
      })
    )
  })

  test('duplicates are the items of each set but one, whatever the identifier', ({ assert }) => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 0, max: 8 }), fc.integer({ min: 0, max: 8 })), {
          maxLength: 40,
        }),
        (pairs) => {
          const sets = new DuplicateSets()
          // A model: groups of items merged as long as two share a key.
          let groups: { ids: number[]; keys: Set<string> }[] = []
          for (const [at, [serial, mac]] of pairs.entries()) {
            const keys = [`serial ${serial}`, `mac ${mac}`]
            sets.add(at + 1, keys)
            const hit = groups.filter((group) => keys.some((key) => group.keys.has(key)))
            groups = groups.filter((group) => !hit.includes(group))
            groups.push({
              ids: [...hit.flatMap(({ ids }) => ids), at + 1],
              keys: new Set([...hit.flatMap(({ keys: own }) => [...own]), ...keys]),
            })
          }
          const expected = groups.flatMap(({ ids }) => {
            const [first, ...rest] = ids.sort((a, b) => a - b)
            return rest.map((id) => [id, first] as [number, number])
          })
          assert.deepEqual(sets.surplus(), new Map(expected.sort((a, b) => a[0] - b[0])))
        }
      )
    )
  })

  test('what programs see is stale after its threshold, what people enter after a longer one', ({
    assert,
  }) => {
    assert.deepEqual(reasons({ lastSeenAt: daysAgo(60) }), [])
    assert.deepEqual(reasons({ lastSeenAt: daysAgo(61) }), ['stale'])
    assert.deepEqual(reasons({ createdAt: daysAgo(180) }), [])
    assert.deepEqual(reasons({ createdAt: daysAgo(181) }), ['stale'])
    assert.deepEqual(reasons({ createdAt: daysAgo(400), lastVerifiedAt: daysAgo(5) }), [])
  })

  test('rules judge only the environments they are for', ({ assert }) => {
    const rule = { ...RULE, kind: 'has_team' as const, environments: ['prod'] }
    assert.deepEqual(reasons({ hasTeam: false }, { rules: [rule] }), ['check'])
    const elsewhere = judgeItem(
      { ...ITEM, hasTeam: false, environment: 'test' },
      { ...HEALTH, rules: [rule] },
      daysAgo
    )
    assert.equal(elsewhere.checks, 0)
  })

  test('an end of a relation has a direction, a day has to lie ahead, a value has to be allowed', ({
    assert,
  }) => {
    const orphan = { ...RULE, kind: 'must_relate' as const, relationTypes: ['runs_on'] }
    assert.deepEqual(reasons({ relationTypes: new Set(['runs_on']) }, { rules: [orphan] }), [])
    assert.deepEqual(
      reasons({ relationTypes: new Set(['runs_on:inverse']) }, { rules: [orphan] }),
      ['orphan']
    )
    const expiry = { ...RULE, kind: 'expires_later' as const, field: 'expires_on', days: 30 }
    const until = (day: string) => reasons({ attributes: { expires_on: day } }, { rules: [expiry] })
    assert.deepEqual(until('2026-07-01'), ['check'])
    assert.deepEqual(until('2026-07-02'), [])
    const allowed = {
      ...{ ...RULE, kind: 'allowed_values' as const, field: 'os' },
      allowedValues: ['Debian 12'],
    }
    assert.deepEqual(reasons({ attributes: { os: 'debian 12 ' } }, { rules: [allowed] }), [])
    assert.deepEqual(reasons({ attributes: { os: 'Windows 95' } }, { rules: [allowed] }), ['check'])
    assert.deepEqual(reasons({ attributes: {} }, { rules: [allowed] }), [])
  })

  test('CFG-11 a run closes what is gone, opens what is back and leaves what was waived', ({
    assert,
  }) => {
    assert.equal(runVerdict({ state: 'open', isPresent: true }, false), 'close')
    assert.equal(runVerdict({ state: 'done', isPresent: false }, true), 'reopen')
    assert.equal(runVerdict({ state: 'done', isPresent: true }, true), 'reopen')
    assert.equal(runVerdict({ state: 'waived', isPresent: true }, true), null)
    assert.equal(runVerdict({ state: 'found', isPresent: true }, false), 'forget')
  })
})
