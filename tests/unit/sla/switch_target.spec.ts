import { test } from '@japa/runner'
import { readClock } from '#sla/workflow/clock'
import { pauseClock, reopenClock, stopClock } from '#sla/workflow/clock_events'
import { switchTarget } from '#sla/workflow/switch_target'
import { at, clock, office, weekdays } from '#tests/helpers/sla_clocks'

const longDay = weekdays(['06:00', '22:00'])

test.group('SLM-08 a target switched mid-flight', () => {
  test('keeps what has elapsed and may be late at once', ({ assert }) => {
    const resolved = stopClock(clock('Mon 10:00', 480), at('Mon 15:00'))
    const reopened = reopenClock(resolved, at('Tue 11:00'))
    const target = { targetMinutes: 240, calendar: office }

    const raised = switchTarget(reopened, office, target, 'keep_elapsed', at('Tue 12:00'))
    assert.equal(raised.outcome, 'replaced')
    assert.equal(raised.breachCause, 'target_changed')
    const reading = readClock(raised.facts, office, at('Tue 12:00'))
    assert.equal(reading.elapsedMinutes, 360)
    assert.equal(reading.dueAt, at('Mon 14:00'))
    assert.equal(reading.breachedAt, at('Mon 14:00'))
  })

  test('counts its whole life on the new calendar, pauses included', ({ assert }) => {
    const paused = pauseClock(clock('Mon 10:00', 480), at('Mon 20:00'))
    const target = { targetMinutes: 720, calendar: longDay }
    const { facts, breachCause } = switchTarget(
      paused,
      office,
      target,
      'keep_elapsed',
      at('Tue 09:00')
    )
    const reading = readClock(facts, longDay, at('Tue 09:00'))
    assert.equal(reading.elapsedMinutes, 600)
    assert.equal(reading.state, 'paused')
    assert.isNull(breachCause)
  })

  test('names no cause when it was late before', ({ assert }) => {
    const target = { targetMinutes: 30, calendar: office }
    const late = switchTarget(
      clock('Mon 10:00', 60),
      office,
      target,
      'keep_elapsed',
      at('Mon 12:00')
    )
    assert.equal(late.outcome, 'replaced')
    assert.isNull(late.breachCause)
  })

  test('starts over where the agreement says so, a running pause too', ({ assert }) => {
    const paused = pauseClock(clock('Mon 10:00', 480), at('Mon 12:00'))
    const target = { targetMinutes: 60, calendar: office }
    const { facts, breachCause } = switchTarget(paused, office, target, 'restart', at('Mon 15:00'))
    assert.deepEqual(facts, {
      startedAt: at('Mon 15:00'),
      targetMinutes: 60,
      pauses: [{ from: at('Mon 15:00'), to: null }],
      stoppedAt: null,
    })
    assert.isNull(breachCause)
  })

  test('never grows looser where the first promise is kept', ({ assert }) => {
    const open = clock('Mon 10:00', 120)
    const looser = { targetMinutes: 180, calendar: office }
    const kept = switchTarget(open, office, looser, 'keep_first', at('Mon 11:00'))
    assert.equal(kept.outcome, 'kept')
    assert.strictEqual(kept.facts, open)

    const tighter = { targetMinutes: 90, calendar: office }
    const replaced = switchTarget(open, office, tighter, 'keep_first', at('Mon 11:00'))
    assert.equal(replaced.outcome, 'replaced')
    assert.equal(readClock(replaced.facts, office, at('Mon 11:00')).dueAt, at('Mon 11:30'))
  })

  test('compares the promises of a paused clock as if it went on now', ({ assert }) => {
    const paused = pauseClock(clock('Mon 10:00', 120), at('Mon 10:30'))
    const looser = { targetMinutes: 180, calendar: office }
    const tighter = { targetMinutes: 90, calendar: office }
    const switched = (target: typeof looser) =>
      switchTarget(paused, office, target, 'keep_first', at('Tue 11:00')).outcome
    assert.equal(switched(looser), 'kept')
    assert.equal(switched(tighter), 'replaced')
  })

  test('leaves a stopped clock alone', ({ assert }) => {
    const stopped = stopClock(clock('Mon 10:00', 120), at('Mon 11:00'))
    const target = { targetMinutes: 5, calendar: longDay }
    for (const policy of ['keep_elapsed', 'restart', 'keep_first'] as const) {
      const result = switchTarget(stopped, office, target, policy, at('Tue 11:00'))
      assert.deepEqual(result, { outcome: 'kept', facts: stopped, breachCause: null })
    }
  })
})
