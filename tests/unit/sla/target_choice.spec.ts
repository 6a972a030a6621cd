import type { Metric } from '#sla/workflow/metrics'
import {
  chooseTargets,
  CONDITIONS,
  judgeTargets,
  tiedTargets,
  type TargetFacts,
  type TargetRule,
} from '#sla/workflow/target_choice'
import { test } from '@japa/runner'
import fc from 'fast-check'

const ANY: Omit<TargetRule, 'id'> = {
  ...{ metric: 'response', ticketKind: 'incident', serviceId: null, organisationId: null },
  ...{ ciCriticality: null, isVipOnly: false, priority: null },
}
/** Of organisation 3, which is part of 2, which is part of 1. */
const TICKET: TargetFacts = {
  ...{ ticketKind: 'incident', serviceId: 7, organisationIds: [3, 2, 1] },
  ...{ ciCriticality: 1, isVip: true, priority: 2 },
}

const orNull = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: null })
const small = () => fc.integer({ min: 1, max: 3 })
/** Few values, so that rules meet. */
const rules: fc.Arbitrary<TargetRule[]> = fc
  .array(
    fc.record({
      metric: fc.constantFrom<Metric>('response', 'resolution'),
      ticketKind: fc.constantFrom('incident', 'request'),
      serviceId: orNull(small()),
      organisationId: orNull(small()),
      ciCriticality: orNull(small()),
      isVipOnly: fc.boolean(),
      priority: orNull(small()),
    }),
    { maxLength: 40 }
  )
  .map((list) => list.map((rule, index) => ({ ...rule, id: index + 1 })))
const tickets: fc.Arbitrary<TargetFacts> = fc.record({
  ticketKind: fc.constantFrom('incident', 'request'),
  serviceId: orNull(small()),
  organisationIds: fc.shuffledSubarray([1, 2, 3]),
  ciCriticality: orNull(small()),
  isVip: fc.boolean(),
  priority: small(),
})

/** What is left when of each tied group only one may stay, as saving demands. */
function valid(list: TargetRule[]): TargetRule[] {
  const tied = new Set(tiedTargets(list).flatMap((group) => group.slice(1)))
  return list.filter((rule) => !tied.has(rule))
}

test.group('SLM-02 the choice of a target', () => {
  test('{what}')
    .with([
      {
        what: 'a service before all else',
        winner: { serviceId: 7 },
        loser: { organisationId: 3, ciCriticality: 1, priority: 2 },
      },
      {
        what: 'the nearer organisation before the farther',
        winner: { organisationId: 3 },
        loser: { organisationId: 2, ciCriticality: 1, priority: 2 },
      },
      {
        what: 'the farther organisation before the top one',
        winner: { organisationId: 2 },
        loser: { organisationId: 1, isVipOnly: true },
      },
      {
        what: 'any organisation before item, VIP and priority',
        winner: { organisationId: 1 },
        loser: { ciCriticality: 1, isVipOnly: true, priority: 2 },
      },
      {
        what: 'the item before VIP and priority',
        winner: { ciCriticality: 1 },
        loser: { isVipOnly: true, priority: 2 },
      },
      { what: 'VIP before priority', winner: { isVipOnly: true }, loser: { priority: 2 } },
      { what: 'priority before nothing', winner: { priority: 2 }, loser: {} },
      {
        what: 'of one service the one with a priority',
        winner: { serviceId: 7, priority: 2 },
        loser: { serviceId: 7 },
      },
      {
        what: 'of one organisation the one with a priority',
        winner: { organisationId: 2, priority: 2 },
        loser: { organisationId: 2 },
      },
    ])
    .run(({ assert }, { winner, loser }) => {
      const one = { ...ANY, ...winner, id: 2 }
      const other = { ...ANY, ...loser, id: 1 }
      for (const list of [
        [one, other],
        [other, one],
      ]) {
        assert.deepEqual(
          chooseTargets(list, TICKET).map(({ id }) => id),
          [2]
        )
      }
    })

  test('{what} does not fit')
    .with([
      {
        what: 'another kind of ticket',
        rule: { ticketKind: 'request' },
        conditions: ['ticket_kind'],
      },
      { what: 'another service', rule: { serviceId: 8 }, conditions: ['service'] },
      {
        what: 'an organisation elsewhere',
        rule: { organisationId: 4 },
        conditions: ['organisation'],
      },
      {
        what: 'an item of another criticality',
        rule: { ciCriticality: 2 },
        conditions: ['ci_criticality'],
      },
      {
        what: 'another priority and another service',
        rule: { priority: 1, serviceId: 8 },
        conditions: ['service', 'priority'],
      },
    ])
    .run(({ assert }, { rule, conditions }) => {
      const list = [{ ...ANY, ...rule, id: 1 }]
      assert.deepEqual(chooseTargets(list, TICKET), [])
      assert.deepEqual(judgeTargets(list, TICKET)[0]!.verdict, {
        outcome: 'unfit',
        conditions: conditions as never,
      })
    })

  test('a target for VIPs is not for others, one for an item of a class not for none', ({
    assert,
  }) => {
    const list = [
      { ...ANY, isVipOnly: true, id: 1 },
      { ...ANY, ciCriticality: 1, id: 2 },
    ]
    assert.deepEqual(chooseTargets(list, { ...TICKET, isVip: false, ciCriticality: null }), [])
  })

  test('every loser is told by what it loses', ({ assert }) => {
    const list = [
      { ...ANY, id: 1 },
      { ...ANY, priority: 2, id: 2 },
      { ...ANY, organisationId: 2, id: 3 },
      { ...ANY, organisationId: 3, id: 4 },
      { ...ANY, serviceId: 8, id: 5 },
      { ...ANY, organisationId: 3, id: 6 },
    ]
    assert.deepEqual(
      judgeTargets(list, TICKET).map(({ rule, verdict }) => [rule.id, verdict]),
      [
        [4, { outcome: 'chosen' }],
        [6, { outcome: 'tied' }],
        [3, { outcome: 'outranked', by: 'organisation' }],
        [2, { outcome: 'outranked', by: 'organisation' }],
        [1, { outcome: 'outranked', by: 'organisation' }],
        [5, { outcome: 'unfit', conditions: ['service'] }],
      ]
    )
  })

  test('of a valid agreement any ticket has one best target per metric, whatever the order', () => {
    fc.assert(
      fc.property(rules, tickets, fc.infiniteStream(fc.nat()), (list, facts, numbers) => {
        const own = valid(list)
        const chosen = chooseTargets(own, facts)
        const metrics = chosen.map(({ metric }) => metric)
        if (new Set(metrics).size !== metrics.length) return false
        // Neither the order of the rows nor the numbers they have decide.
        const shuffled = own
          .map((rule) => ({ rule, place: numbers.next().value as number }))
          .sort((a, b) => a.place - b.place)
          .map(({ rule }, index) => ({ ...rule, origin: rule.id, id: index + 1 }))
        const again = chooseTargets(shuffled, facts).map(({ origin }) => origin)
        return (
          again.sort().join() ===
          chosen
            .map(({ id }) => id)
            .sort()
            .join()
        )
      })
    )
  })

  test('of a valid agreement no two fitting targets are of one rank', () => {
    fc.assert(
      fc.property(rules, tickets, (list, facts) =>
        (['response', 'resolution'] as const).every((metric) =>
          judgeTargets(
            valid(list).filter((rule) => rule.metric === metric),
            facts
          ).every(({ verdict }) => verdict.outcome !== 'tied')
        )
      )
    )
  })

  test('ties are found exactly where some ticket could not decide', () => {
    fc.assert(
      fc.property(rules, (list) => {
        const own = list.filter(({ metric }) => metric === 'response')
        const tied = new Set(tiedTargets(own).flat())
        return own.every((rule) => {
          const { ticketKind, serviceId, organisationId, ciCriticality, isVipOnly } = rule
          // The ticket that the rule was made for.
          const facts = {
            ...{ ticketKind, serviceId, ciCriticality, isVip: isVipOnly },
            organisationIds: organisationId === null ? [] : [organisationId],
            priority: rule.priority ?? 9,
          }
          const best = judgeTargets(own, facts)
          const isUndecided = best[1]?.verdict.outcome === 'tied'
          return isUndecided === (tied.has(rule) && tied.has(best[0]!.rule))
        })
      })
    )
  })

  test('the winner fits and no other target that fits is ahead of it', () => {
    fc.assert(
      fc.property(rules, tickets, (list, facts) =>
        chooseTargets(valid(list), facts).every((winner) => {
          const verdicts = judgeTargets(
            valid(list).filter(({ metric }) => metric === winner.metric),
            facts
          )
          const ranks = verdicts.flatMap(({ verdict }) =>
            verdict.outcome === 'outranked' ? [CONDITIONS.indexOf(verdict.by)] : []
          )
          const isOrdered = ranks.every((rank, index) => index === 0 || rank <= ranks[index - 1]!)
          return verdicts[0]!.rule.id === winner.id && isOrdered
        })
      )
    )
  })
})
