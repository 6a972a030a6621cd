import { chainsOfTargets, type Carried } from '#sla/workflow/chains_of_targets'
import type { TargetRule } from '#sla/workflow/target_choice'
import { test } from '@japa/runner'

const [MAIL, FILES] = [1, 2]
const [CLIENT, BRANCH] = [10, 11]
type Target = TargetRule & { organisationLine: number[] }

let id = 0
function target(values: Partial<Target> = {}): Target {
  return {
    ...{ id: ++id, metric: 'resolution', ticketKind: 'incident', serviceId: null },
    ...{ organisationId: null, organisationLine: [], ciCriticality: null },
    ...{ isVipOnly: false, priority: null },
    ...values,
  }
}

function sla(targets: Target[], pauseStates: string[] = []) {
  return { id: 100, targets, pauseStates }
}

function service(serviceId: number, ola: Target[] | null, ucs: Target[][] = []): Carried<Target> {
  return {
    serviceId,
    ola: ola && { id: 200, targets: ola },
    ucs: ucs.map((targets, index) => ({ id: 300 + index, targets })),
  }
}

function told(agreement: ReturnType<typeof sla>, services: Carried<Target>[]) {
  return chainsOfTargets(agreement, services).map(({ promised, ola, uc, serviceIds }) => [
    ...[promised.id, ola?.id ?? null, uc?.id ?? null],
    serviceIds,
  ])
}

test.group('SLM-12 the promises behind a promise', () => {
  test('are those of the same kind and priority, with all services of the team', ({ assert }) => {
    const [p1, p2] = [target({ priority: 1 }), target({ priority: 2 })]
    const [own1, own2] = [target({ priority: 1 }), target({ priority: 2 })]
    const ola = [own1, own2, target({ ticketKind: 'problem' }), target({ metric: 'response' })]
    const services = [service(MAIL, ola), service(FILES, ola), service(3, null)]
    assert.deepEqual(told(sla([p1, p2]), services), [
      [p1.id, own1.id, null, [MAIL, FILES]],
      [p2.id, own2.id, null, [MAIL, FILES]],
    ])
  })

  test('a promise for any priority meets every row of the team that it can meet', ({ assert }) => {
    const promised = target()
    const [slow, fast] = [target(), target({ priority: 1 })]
    assert.deepEqual(told(sla([promised]), [service(MAIL, [slow, fast])]), [
      [promised.id, fast.id, null, [MAIL]],
      [promised.id, slow.id, null, [MAIL]],
    ])
  })

  test('a more exact promise takes its tickets out of the general one', ({ assert }) => {
    const [general, mail] = [target(), target({ serviceId: MAIL })]
    const own = target()
    const chains = told(sla([general, mail]), [service(MAIL, [own]), service(FILES, [own])])
    assert.deepEqual(chains, [
      [mail.id, own.id, null, [MAIL]],
      [general.id, own.id, null, [FILES]],
    ])
  })

  test('what the promise leaves open takes the values that the team names', ({ assert }) => {
    const promised = target({ priority: 2 })
    const conditions = [
      { isVipOnly: true },
      { ciCriticality: 1 },
      { organisationId: BRANCH, organisationLine: [BRANCH, CLIENT] },
    ]
    for (const condition of conditions) {
      const [slow, special] = [target(), target(condition)]
      const chains = told(sla([promised]), [service(MAIL, [slow, special])])
      assert.sameDeepMembers(chains, [
        [promised.id, slow.id, null, [MAIL]],
        [promised.id, special.id, null, [MAIL]],
      ])
    }
  })

  test('a row of the team for another client is not behind it, one for a part is', ({ assert }) => {
    const promised = target({ organisationId: CLIENT, organisationLine: [CLIENT] })
    const own = target()
    const other = target({ organisationId: 99, organisationLine: [99] })
    const part = target({ organisationId: BRANCH, organisationLine: [BRANCH, CLIENT] })
    assert.sameDeepMembers(told(sla([promised]), [service(MAIL, [own, other, part])]), [
      [promised.id, own.id, null, [MAIL]],
      [promised.id, part.id, null, [MAIL]],
    ])
  })

  test('each supplier is a chain; none is when the clock waits for suppliers', ({ assert }) => {
    const [promised, own] = [target({ priority: 1 }), target()]
    const [one, other] = [target({ serviceId: MAIL }), target({ serviceId: MAIL })]
    const services = [service(MAIL, [own], [[one], [other]])]
    assert.deepEqual(told(sla([promised]), services), [
      [promised.id, own.id, one.id, [MAIL]],
      [promised.id, own.id, other.id, [MAIL]],
    ])
    assert.deepEqual(told(sla([promised], ['pending_vendor']), services), [
      [promised.id, own.id, null, [MAIL]],
    ])
    assert.deepEqual(told(sla([promised]), [service(MAIL, null, [[one]])]), [
      [promised.id, null, one.id, [MAIL]],
    ])
  })

  test('a request is delivered, so its delivery is what counts', ({ assert }) => {
    const request = { ticketKind: 'request', metric: 'delivery' } as const
    const [promised, own] = [target(request), target(request)]
    assert.deepEqual(told(sla([promised, target()]), [service(MAIL, [own])]), [
      [promised.id, own.id, null, [MAIL]],
    ])
  })
})
