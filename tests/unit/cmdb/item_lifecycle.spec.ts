import { CI_STATUSES, type CiLifecycle, type CiStatus } from '#cmdb/models/ci_types'
import {
  ITEM_LIFECYCLES,
  isTerminal,
  nextStatuses,
  refusalOf,
  statusesOf,
  type StepFacts,
} from '#cmdb/workflow/item_lifecycle'
import { test } from '@japa/runner'

/** Domain §4.6 word by word, so that the table is held to its source and not to itself. */
const STATEMENT: Record<CiLifecycle, string[]> = {
  hardware: [
    'planned → ordered → received → in_stock → installing → in_use → in_maintenance',
    'in_maintenance → in_use → retired → disposed',
    'in_use → faulty → in_repair → in_use',
    'in_repair → retired',
    'missing → in_use',
    'missing → disposed',
    // "any pre-disposed → missing"
    ...['planned', 'ordered', 'received', 'in_stock', 'installing', 'in_use', 'in_maintenance'].map(
      (status) => `${status} → missing`
    ),
    ...['faulty', 'in_repair', 'retired'].map((status) => `${status} → missing`),
  ],
  service: ['pipeline → design → live → retired'],
  software: ['planned → live → retired'],
}

function listed(lifecycle: CiLifecycle): Set<string> {
  const pairs = STATEMENT[lifecycle].flatMap((line) => {
    const states = line.split(' → ')
    return states.slice(1).map((to, index) => `${states[index]} ${to}`)
  })
  return new Set(pairs)
}

const FINE: StepFacts = {
  ...{ supportTeamId: 1, siteId: 1, dependants: 0, services: 0, evidence: 'Act 7' },
}
const LIFECYCLES = Object.keys(ITEM_LIFECYCLES) as CiLifecycle[]

test.group('Lifecycle of items', () => {
  for (const lifecycle of LIFECYCLES) {
    test(`§4.6 every pair of statuses of a ${lifecycle} item is as the statement says`, ({
      assert,
    }) => {
      const allowed = listed(lifecycle)
      const own = statusesOf(lifecycle)
      const wrong = own.flatMap((from) =>
        CI_STATUSES.filter((to) => {
          const isPossible = refusalOf({ lifecycle, from, to }, FINE) === null
          return isPossible !== allowed.has(`${from} ${to}`)
        }).map((to) => `${from} → ${to}`)
      )
      assert.deepEqual(wrong, [])
    })
  }

  test('§4.6 no path of any length leads out of the end, and every other status can be left', ({
    assert,
  }) => {
    for (const lifecycle of LIFECYCLES) {
      for (const first of CI_STATUSES) {
        const seen = new Set<CiStatus>([first])
        const queue = [first]
        for (let state = queue.pop(); state; state = queue.pop()) {
          const next = nextStatuses(lifecycle, state)
          if (isTerminal(state)) assert.isEmpty(next, `${lifecycle} ${state}`)
          for (const each of next) if (!seen.has(each)) (queue.push(each), seen.add(each))
        }
        // Whatever an item was, its own way of life holds it from the first step on.
        const strangers = [...seen].filter(
          (state) => state !== first && !statusesOf(lifecycle).includes(state)
        )
        assert.isEmpty(strangers, `${lifecycle} from ${first}`)
      }
    }
  })

  test('§4.6 guards: a team and a place for use, nobody who needs it for retiring, evidence for disposal', ({
    assert,
  }) => {
    const of = (from: CiStatus, to: CiStatus, facts: Partial<StepFacts>) =>
      refusalOf({ lifecycle: 'hardware', from, to }, { ...FINE, ...facts })
    assert.deepEqual(of('installing', 'in_use', { supportTeamId: null, siteId: null }), {
      guard: 'holders',
      missing: ['supportTeamId', 'siteId'],
    })
    assert.deepEqual(of('missing', 'in_use', { siteId: null }), {
      guard: 'holders',
      missing: ['siteId'],
    })
    assert.deepEqual(of('in_use', 'retired', { dependants: 1 }), { guard: 'dependants' })
    assert.deepEqual(of('in_repair', 'retired', { services: 1 }), { guard: 'services' })
    assert.deepEqual(of('retired', 'disposed', { evidence: ' ' }), { guard: 'evidence' })
    assert.deepEqual(of('missing', 'disposed', { evidence: null }), { guard: 'evidence' })
    // The order of statuses comes before the guards.
    assert.equal(of('planned', 'retired', { dependants: 1 })?.guard, 'table')
  })

  test('§4.6 an item whose class was another one comes in by any status but the end', ({
    assert,
  }) => {
    const to = (status: CiStatus) =>
      refusalOf({ lifecycle: 'service', from: 'in_use', to: status }, FINE)?.guard ?? null
    assert.equal(to('live'), null)
    assert.equal(to('faulty'), 'foreign')
    const entered = nextStatuses('hardware', 'live')
    assert.notInclude(entered, 'disposed')
    assert.include(entered, 'in_use')
  })
})
