import { test } from '@japa/runner'
import fc from 'fast-check'
import { workingTime } from '#calendars/queries/working_time'
import { readClock } from '#sla/workflow/clock'
import type { ClockFacts, ClockReading } from '#sla/workflow/clock'
import { pauseClock, reopenClock, resumeClock, stopClock } from '#sla/workflow/clock_events'
import { calendars, instantIn, MINUTE } from '#tests/helpers/arbitrary_calendars'

const EVENTS = { pause: pauseClock, resume: resumeClock, stop: stopClock, reopen: reopenClock }
const SECOND = 1000

/** A clock's life: every event comes a while, in seconds, after the one before. */
const lives = calendars().chain((calendar) =>
  fc.record({
    calendar: fc.constant(calendar),
    startedAt: instantIn(calendar.timeZone),
    targetMinutes: fc.integer({ min: 1, max: 5000 }),
    events: fc.array(
      fc.record({
        name: fc.constantFrom('pause', 'resume', 'stop', 'reopen'),
        after: fc.integer({ min: 0, max: 200_000 }),
      }),
      { maxLength: 12 }
    ),
  })
)
type Life = typeof lives extends fc.Arbitrary<infer Value> ? Value : never
type Moment = { facts: ClockFacts; at: number; before: ClockReading; reading: ClockReading }

/** Reads the clock just before and just after every event. */
function momentsOf({ calendar, startedAt, targetMinutes, events }: Life): Moment[] {
  const time = workingTime(calendar)
  let at = startedAt
  let facts: ClockFacts = { startedAt, targetMinutes, pauses: [], stoppedAt: null }
  return events.map(({ name, after }) => {
    at += after * SECOND
    const before = readClock(facts, time, at)
    facts = EVENTS[name](facts, at)
    return { facts, at, before, reading: readClock(facts, time, at) }
  })
}

function always(check: (moments: Moment[], life: Life) => void): void {
  fc.assert(
    fc.property(lives, (life) => check(momentsOf(life), life)),
    { numRuns: 300 }
  )
}

test.group('SLM-04 whatever happens to a clock', () => {
  test('P7 its elapsed time never decreases and no event makes it jump', ({ assert }) => {
    always((moments) => {
      let elapsed = 0
      for (const { before, reading } of moments) {
        assert.isAtLeast(before.elapsedMinutes, elapsed)
        assert.equal(reading.elapsedMinutes, before.elapsedMinutes)
        elapsed = reading.elapsedMinutes
      }
    })
  })

  test('SLM-07 a breach is never taken back and keeps its time', ({ assert }) => {
    always((moments) => {
      let breachedAt: number | null = null
      for (const { before, reading } of moments) {
        if (breachedAt !== null) assert.equal(before.breachedAt, breachedAt)
        assert.equal(reading.breachedAt, before.breachedAt)
        breachedAt = reading.breachedAt
      }
    })
  })

  test('a clock is late exactly when its due date has passed', ({ assert }) => {
    always((moments) => {
      for (const { facts, at, reading } of moments) {
        const read = facts.stoppedAt ?? at
        const isLate = reading.dueAt !== null && read > reading.dueAt
        assert.equal(reading.state.startsWith('breached'), isLate)
        assert.equal(reading.breachedAt, isLate ? reading.dueAt : null)
        if (reading.elapsedMinutes > facts.targetMinutes) assert.isTrue(isLate)
      }
    })
  })

  test('a clock resumed is due after what remains, from then on', ({ assert }) => {
    always((moments, { calendar }) => {
      const time = workingTime(calendar)
      for (const { facts, at, reading } of moments) {
        if (facts.stoppedAt !== null || reading.isPaused || reading.remainingMinutes <= 0) continue
        assert.equal(reading.dueAt, time.add(at, reading.remainingMinutes))
      }
    })
  })

  test('pauses count the same in any order and cut', ({ assert }) => {
    always((moments, { calendar }) => {
      const last = moments.at(-1)
      if (!last) return
      const pauses = last.facts.pauses.flatMap(({ from, to }) => [
        { from: from + MINUTE, to },
        { from, to: to === null ? from + MINUTE : Math.min(to, from + MINUTE) },
      ])
      const shuffled = {
        ...last.facts,
        pauses: pauses.filter(({ from, to }) => to === null || from <= to),
      }
      assert.deepEqual(readClock(shuffled, workingTime(calendar), last.at), last.reading)
    })
  })
})
