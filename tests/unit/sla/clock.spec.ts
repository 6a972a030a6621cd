import { test } from '@japa/runner'
import { readClock } from '#sla/workflow/clock'
import { pauseClock, reopenClock, resumeClock, stopClock } from '#sla/workflow/clock_events'
import { at, clock, office, weekdays } from '#tests/helpers/sla_clocks'

test.group('SLM-04 a clock stopped around its due date, a closing time', () => {
  test('at {stop} is {state}')
    .with([
      { stop: 'Mon 17:59', state: 'met', elapsed: 539 },
      { stop: 'Mon 18:00:00', state: 'met', elapsed: 540 },
      { stop: 'Mon 18:00:00.900', state: 'met', elapsed: 540 },
      { stop: 'Mon 18:00:01', state: 'breached_stopped', elapsed: 540 },
      { stop: 'Mon 20:00', state: 'breached_stopped', elapsed: 540 },
      { stop: 'Tue 08:59', state: 'breached_stopped', elapsed: 540 },
      { stop: 'Tue 09:00', state: 'breached_stopped', elapsed: 540 },
    ] as const)
    .run(({ assert }, { stop, state, elapsed }) => {
      const stopped = stopClock(clock('Mon 09:00', 540), at(stop))
      const reading = readClock(stopped, office, at('Fri 12:00'))
      assert.equal(reading.state, state)
      assert.equal(reading.elapsedMinutes, elapsed)
      assert.equal(reading.dueAt, at('Mon 18:00'))
      assert.equal(reading.breachedAt, state === 'met' ? null : at('Mon 18:00'))
    })
})

test.group('SLM-04 a running clock', () => {
  test('runs without progress before opening time', ({ assert }) => {
    assert.deepEqual(readClock(clock('Mon 06:00', 240), office, at('Mon 08:00')), {
      state: 'running',
      isPaused: false,
      elapsedMinutes: 0,
      remainingMinutes: 240,
      percent: 0,
      dueAt: at('Mon 13:00'),
      breachedAt: null,
    })
  })

  test('starts with the whole minute', ({ assert }) => {
    const { dueAt } = readClock(clock('Mon 10:00:59', 60), office, at('Mon 10:01'))
    assert.equal(dueAt, at('Mon 11:00'))
  })

  test('is breached a second after its due date, and runs on', ({ assert }) => {
    assert.equal(readClock(clock('Mon 10:00', 60), office, at('Mon 11:00')).state, 'running')
    assert.deepEqual(readClock(clock('Mon 10:00', 60), office, at('Mon 11:00:01')), {
      state: 'breached_running',
      isPaused: false,
      elapsedMinutes: 60,
      remainingMinutes: 0,
      percent: 100,
      dueAt: at('Mon 11:00'),
      breachedAt: at('Mon 11:00'),
    })
    const late = readClock(clock('Mon 10:00', 60), office, at('Mon 11:30'))
    assert.equal(late.remainingMinutes, -30)
    assert.equal(late.percent, 150)
  })

  test('has no due date on a calendar without working time', ({ assert }) => {
    const reading = readClock(clock('Mon 10:00', 60), weekdays(), at('Fri 10:00'))
    assert.equal(reading.state, 'running')
    assert.isNull(reading.dueAt)
  })

  test('refuses a target that is not positive', ({ assert }) => {
    assert.throws(() => readClock(clock('Mon 10:00', 0), office, at('Mon 11:00')), RangeError)
    assert.throws(() => readClock(clock('Mon 10:00', -5), office, at('Mon 11:00')), RangeError)
  })
})

test.group('SLM-04 a paused clock', () => {
  test('stands still and has no due date', ({ assert }) => {
    const paused = pauseClock(clock('Mon 16:00', 240), at('Mon 17:00'))
    assert.deepEqual(readClock(paused, office, at('Tue 10:00')), {
      state: 'paused',
      isPaused: true,
      elapsedMinutes: 60,
      remainingMinutes: 180,
      percent: 25,
      dueAt: null,
      breachedAt: null,
    })
  })

  test('is due after what was left once resumed', ({ assert }) => {
    const paused = pauseClock(clock('Mon 16:00', 240), at('Mon 17:00'))
    const reading = readClock(resumeClock(paused, at('Tue 11:00')), office, at('Tue 11:00'))
    assert.equal(reading.state, 'running')
    assert.equal(reading.dueAt, at('Tue 14:00'))
  })

  test('keeps the earlier due date when nothing was left', ({ assert }) => {
    const paused = pauseClock(clock('Mon 09:00', 540), at('Mon 18:00'))
    assert.equal(readClock(paused, office, at('Mon 18:00')).dueAt, at('Mon 18:00'))
    assert.equal(readClock(paused, office, at('Mon 18:00')).state, 'paused')
    const resumed = resumeClock(paused, at('Wed 12:00'))
    assert.equal(readClock(resumed, office, at('Wed 12:00')).breachedAt, at('Mon 18:00'))
  })

  test('stays breached', ({ assert }) => {
    const paused = pauseClock(clock('Mon 09:00', 60), at('Mon 11:00'))
    const reading = readClock(paused, office, at('Tue 12:00'))
    assert.equal(reading.state, 'breached_running')
    assert.isTrue(reading.isPaused)
    assert.equal(reading.elapsedMinutes, 120)
    assert.equal(reading.breachedAt, at('Mon 10:00'))
  })

  test('that is stopped has met its target', ({ assert }) => {
    const paused = pauseClock(clock('Mon 09:00', 120), at('Mon 10:00'))
    const stopped = stopClock(paused, at('Wed 10:00'))
    const reading = readClock(stopped, office, at('Fri 10:00'))
    assert.deepEqual(stopped.pauses, [{ from: at('Mon 10:00'), to: at('Wed 10:00') }])
    assert.equal(reading.state, 'met')
    assert.equal(reading.elapsedMinutes, 60)
    assert.isFalse(reading.isPaused)
  })

  test('is not paused longer than it ran, whatever its facts leave open', ({ assert }) => {
    const pauses = [{ from: at('Mon 10:00'), to: null }]
    const stopped = { ...clock('Mon 09:00', 120), pauses, stoppedAt: at('Wed 10:00') }
    const reading = readClock(stopped, office, at('Fri 10:00'))
    assert.equal(reading.state, 'met')
    assert.equal(reading.dueAt, at('Wed 11:00'))
  })

  test('takes no second pause, and a running one nothing to resume', ({ assert }) => {
    const running = clock('Mon 09:00', 120)
    const paused = pauseClock(running, at('Mon 10:00'))
    assert.strictEqual(pauseClock(paused, at('Mon 11:00')), paused)
    assert.strictEqual(resumeClock(running, at('Mon 11:00')), running)
  })
})

test.group('SLM-04 a reopened clock', () => {
  test('continues, and was paused while resolved', ({ assert }) => {
    const resolved = stopClock(clock('Mon 10:00', 480), at('Mon 15:00'))
    assert.equal(readClock(resolved, office, at('Tue 09:30')).elapsedMinutes, 300)

    const reading = readClock(reopenClock(resolved, at('Tue 11:00')), office, at('Tue 11:00'))
    assert.equal(reading.state, 'running')
    assert.equal(reading.remainingMinutes, 180)
    assert.equal(reading.dueAt, at('Tue 14:00'))
  })

  test('that was late stays late', ({ assert }) => {
    const resolved = stopClock(clock('Mon 10:00', 60), at('Mon 15:00'))
    const reading = readClock(reopenClock(resolved, at('Tue 11:00')), office, at('Tue 11:00'))
    assert.equal(reading.state, 'breached_running')
    assert.equal(reading.breachedAt, at('Mon 11:00'))
  })

  test('takes no event while stopped but the reopening', ({ assert }) => {
    const stopped = stopClock(clock('Mon 10:00', 60), at('Mon 10:30'))
    assert.strictEqual(pauseClock(stopped, at('Mon 10:40')), stopped)
    assert.strictEqual(resumeClock(stopped, at('Mon 10:40')), stopped)
    assert.strictEqual(stopClock(stopped, at('Mon 10:40')), stopped)
    const open = clock('Mon 10:00', 60)
    assert.strictEqual(reopenClock(open, at('Mon 10:40')), open)
  })
})
