import { planTimers, timerChanges, type StoredTimer } from '#sla/workflow/timers'
import { pauseClock, resumeClock, stopClock } from '#sla/workflow/clock_events'
import { at, clock, office } from '#tests/helpers/sla_clocks'
import { test } from '@japa/runner'

const HALF = {
  id: 1,
  moment: { kind: 'percent', percent: 50 } as const,
  repeat: { everyMinutes: 1, max: 0 },
}
const LATE = {
  id: 2,
  moment: { kind: 'after_due', minutes: 30, isWallClock: false } as const,
  repeat: { everyMinutes: 60, max: 1 },
}
const stored = (timer: Partial<StoredTimer>): StoredTimer => ({
  ...{ id: 7, ruleId: 1, occurrence: 0, fireAt: at('Mon 11:00'), state: 'pending' },
  ...timer,
})

test.group('Timers of a clock', () => {
  test('§3.3.9 stand at the moments of breach and rules', ({ assert }) => {
    const planned = planTimers(clock('Mon 09:00', 240), office, [HALF, LATE])
    assert.deepEqual(planned, [
      { ruleId: 0, occurrence: 0, fireAt: at('Mon 13:00:01') },
      { ruleId: 1, occurrence: 0, fireAt: at('Mon 11:00') },
      { ruleId: 2, occurrence: 0, fireAt: at('Mon 13:30') },
      { ruleId: 2, occurrence: 1, fireAt: at('Mon 14:30') },
    ])
  })

  test('§3.3.3 in an open pause only what came before is left', ({ assert }) => {
    const facts = pauseClock(clock('Mon 09:00', 240), at('Mon 12:00'))
    assert.deepEqual(planTimers(facts, office, [HALF, LATE]), [
      { ruleId: 1, occurrence: 0, fireAt: at('Mon 11:00') },
    ])
    const resumed = resumeClock(facts, at('Mon 14:00'))
    assert.equal(planTimers(resumed, office, [])[0]!.fireAt, at('Mon 15:00:01'))
  })

  test('§3.3.4 a stop at the due time leaves no breach, a second later it does', ({ assert }) => {
    const facts = clock('Mon 09:00', 240)
    assert.lengthOf(planTimers(stopClock(facts, at('Mon 13:00')), office, []), 0)
    assert.lengthOf(planTimers(stopClock(facts, at('Mon 13:00:01')), office, []), 1)
  })

  test('§3.3.9 what has fired, was carried over or collapsed never comes back', ({ assert }) => {
    const planned = [{ ruleId: 1, occurrence: 0, fireAt: at('Mon 12:00') }]
    for (const state of ['fired', 'carried', 'collapsed', 'failed'] as const) {
      const changes = timerChanges(planned, [stored({ state })], at('Mon 10:00'))
      assert.deepEqual(changes, { written: [], cancelledIds: [] })
    }
  })

  test('§3.3.9 a moved moment is written anew, a vanished one cancelled', ({ assert }) => {
    const moved = [{ ruleId: 1, occurrence: 0, fireAt: at('Mon 12:00') }]
    const changes = timerChanges(moved, [stored({}), stored({ id: 8, ruleId: 2 })], at('Mon 10:00'))
    assert.deepEqual(changes, { written: [{ ...moved[0]!, state: 'pending' }], cancelledIds: [8] })
  })

  test('SLM-06 a rule made later does not reach back', ({ assert }) => {
    const planned = planTimers(clock('Mon 09:00', 240), office, [HALF, LATE])
    const { written } = timerChanges(planned, [], at('Mon 14:00'), 'none')
    assert.deepEqual(
      written.map(({ state }) => state),
      ['pending', 'collapsed', 'collapsed', 'pending']
    )
  })

  test('an overdue timer that waits for its worker is left alone', ({ assert }) => {
    const planned = [
      { ruleId: 1, occurrence: 0, fireAt: at('Mon 11:00') },
      { ruleId: 2, occurrence: 0, fireAt: at('Mon 11:30') },
    ]
    const waiting = [
      stored({ state: 'claimed' }),
      stored({ id: 8, ruleId: 2, fireAt: at('Mon 11:30') }),
    ]
    assert.deepEqual(timerChanges(planned, waiting, at('Mon 12:00')).written, [])
  })

  test('§3.3.9 of those a change made overdue the highest fires; a breach is never one of them', ({
    assert,
  }) => {
    const planned = planTimers(clock('Mon 09:00', 240), office, [HALF, LATE])
    const { written } = timerChanges(planned, [], at('Mon 14:00'))
    assert.deepEqual(
      written.map(({ ruleId, occurrence, state }) => [ruleId, occurrence, state]),
      [
        [0, 0, 'pending'],
        [1, 0, 'collapsed'],
        [2, 0, 'pending'],
        [2, 1, 'pending'],
      ]
    )
  })
})
