import { test } from '@japa/runner'
import { escalationAt, escalationTimes } from '#sla/workflow/escalation'
import { pauseClock, resumeClock } from '#sla/workflow/clock_events'
import { at, clock, office } from '#tests/helpers/sla_clocks'

const open = clock('Mon 10:00', 480)

test.group('SLM-06 an escalation', () => {
  test('by percent fires when that part, rounded up, has elapsed', ({ assert }) => {
    const fires = (percent: number) => escalationAt(open, office, { kind: 'percent', percent })
    assert.equal(fires(50), at('Mon 14:00'))
    assert.equal(fires(99.9), at('Mon 18:00'))
    assert.equal(fires(100), at('Mon 18:00'))
    assert.equal(fires(125), at('Tue 11:00'))
    const odd = clock('Mon 10:00', 45)
    assert.equal(escalationAt(odd, office, { kind: 'percent', percent: 50 }), at('Mon 10:23'))
  })

  test('before the due date fires at the start when it is shorter', ({ assert }) => {
    const before = { kind: 'before_due', isWallClock: false } as const
    assert.equal(escalationAt(open, office, { ...before, minutes: 60 }), at('Mon 17:00'))
    assert.equal(escalationAt(open, office, { ...before, minutes: 480 }), at('Mon 10:00'))
    assert.equal(escalationAt(open, office, { ...before, minutes: 999 }), at('Mon 10:00'))
  })

  test('after the due date counts working time', ({ assert }) => {
    const after = { kind: 'after_due', isWallClock: false } as const
    assert.equal(escalationAt(open, office, { ...after, minutes: 30 }), at('Tue 09:30'))
  })

  test('may count the minutes of the wall clock', ({ assert }) => {
    const due = pauseClock(clock('Mon 17:00', 120), at('Mon 17:30'))
    const resumed = resumeClock(due, at('Tue 10:30'))
    const wall = { isWallClock: true, minutes: 180 }
    assert.equal(escalationAt(resumed, office, { kind: 'before_due', ...wall }), at('Tue 09:00'))
    assert.equal(escalationAt(open, office, { kind: 'after_due', ...wall }), at('Mon 21:00'))
    const early = { kind: 'before_due', isWallClock: true, minutes: 9999 } as const
    assert.equal(escalationAt(open, office, early), at('Mon 10:00'))
  })

  test('waits while its clock is paused, unless its moment came before', ({ assert }) => {
    const paused = pauseClock(open, at('Mon 15:00'))
    const fires = (percent: number) => escalationAt(paused, office, { kind: 'percent', percent })
    assert.equal(fires(50), at('Mon 14:00'))
    assert.isNull(fires(75))
    const minutes = { minutes: 30, isWallClock: false }
    assert.isNull(escalationAt(paused, office, { kind: 'after_due', ...minutes }))
    assert.isNull(escalationAt(paused, office, { kind: 'before_due', ...minutes }))
  })

  test('repeats in working time up to its limit', ({ assert }) => {
    const moment = { kind: 'after_due', minutes: 0, isWallClock: false } as const
    const times = escalationTimes(open, office, moment, { everyMinutes: 300, max: 2 })
    assert.deepEqual(times, [at('Mon 18:00'), at('Tue 14:00'), at('Wed 10:00')])
    const paused = pauseClock(open, at('Mon 15:00'))
    assert.isEmpty(escalationTimes(paused, office, moment, { everyMinutes: 300, max: 2 }))
  })
})
