import { differences, earliestOpening, targetRefusal } from '#tickets/workflow/merge_rules'
import { INCIDENT_STATES } from '#tickets/workflow/kinds'
import { test } from '@japa/runner'
import fc from 'fast-check'
import { DateTime } from 'luxon'

const opened = (minute: number): { openedAt: DateTime } => ({
  openedAt: DateTime.fromMillis(minute * 60_000, { zone: 'utc' }),
})

test.group('Rules of merging', () => {
  test('INC-22 duplicates in any order and grouping give the target the same opening', () => {
    fc.assert(
      fc.property(
        fc.nat(10_000),
        fc.array(fc.nat(10_000), { minLength: 1, maxLength: 8 }),
        fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true })),
        (target, sources, chance) => {
          const shuffled = sources
            .map((each) => [chance.next().value, each] as const)
            .sort(([a], [b]) => a - b)
            .map(([, each]) => each)
          const oneByOne = shuffled.reduce<{ openedAt: DateTime }>(
            (known, each) => ({ openedAt: earliestOpening([known, opened(each)]) }),
            opened(target)
          )
          const atOnce = earliestOpening([opened(target), ...sources.map(opened)])
          return (
            oneByOne.openedAt.toMillis() === atOnce.toMillis() &&
            atOnce.toMillis() === Math.min(target, ...sources) * 60_000
          )
        }
      )
    )
  })

  test('T7 only an incident of the same client that has not ended takes duplicates', ({
    assert,
  }) => {
    for (const state of INCIDENT_STATES) {
      const [own, source] = [
        { organisationId: 1, state },
        { organisationId: 1, state: 'new' },
      ]
      const hasEnded = state === 'closed' || state === 'cancelled'
      assert.equal(targetRefusal(own, source), hasEnded ? 'target_ended' : null)
      assert.equal(targetRefusal(own, { ...source, organisationId: 2 }), 'other_organisation')
    }
  })

  test('tells in what two incidents differ, and nothing when they do not', ({ assert }) => {
    const facts = {
      requesterId: 1,
      organisationId: 1,
      serviceId: null,
      priority: 3,
      primaryCiId: 7,
    }
    assert.deepEqual(differences(facts, facts), [])
    assert.deepEqual(differences(facts, { ...facts, requesterId: 2, serviceId: 5 }), [
      'requesterId',
      'serviceId',
    ])
  })
})
