import { test } from '@japa/runner'
import fc from 'fast-check'
import { workingTime } from '#calendars/queries/working_time'
import { readClock, type ClockFacts } from '#sla/workflow/clock'
import { factsAfter, nextRound, type ClockEvent } from '#sla/workflow/clock_events'
import { METRICS, type DeliveryStart, type Metric } from '#sla/workflow/metrics'
import { misplacedMetrics } from '#sla/workflow/target_rows'
import { replayClocks, type PastEvent } from '#sla/workflow/clock_replay'
import { calendars, instantIn, MINUTE } from '#tests/helpers/arbitrary_calendars'
import { rowOf } from '#tests/helpers/agreements'
import { DateTime } from 'luxon'

const HOUR = 60 * MINUTE
const START = Date.parse('2026-03-02T09:00:00Z')
const ROUND_THE_CLOCK = workingTime({
  timeZone: 'UTC',
  week: Object.fromEntries(
    [1, 2, 3, 4, 5, 6, 7].map((day) => [day, [['00:00', '24:00']]])
  ) as never,
  exceptions: {},
})
const moment = (hours: number) => DateTime.fromMillis(START + hours * HOUR, { zone: 'utc' })

/** A request submitted at hour 0; each state is entered at its hour. */
function requestClock(metric: Metric, states: [string, number][], deliveryStart: DeliveryStart) {
  const terms = { pauseStates: ['pending_customer'], deliveryStart }
  const first: ClockFacts = { startedAt: START, targetMinutes: 600, pauses: [], stoppedAt: null }
  const facts = [['submitted', 0] as [string, number], ...states].reduce(
    (known, [state, hour]) =>
      factsAfter(known, { kind: 'state_changed', state, at: moment(hour) }, { ...terms, metric }),
    first
  )
  return readClock(facts, ROUND_THE_CLOCK, moment(100).toMillis())
}

test.group('Promises over the life of a request (§2.2)', () => {
  const LIFE: [string, number][] = [
    ['pending_approval', 1],
    ['approved', 4],
    ['in_fulfilment', 5],
    ['pending_customer', 6],
    ['in_fulfilment', 8],
    ['fulfilled', 10],
  ]

  test('the approval counts from the submission to the decision', ({ assert }) => {
    const { state, elapsedMinutes } = requestClock('approval', LIFE, 'approval')
    assert.deepEqual([state, elapsedMinutes], ['met', 240])
    const refused = requestClock(
      'approval',
      [
        ['pending_approval', 1],
        ['rejected', 11],
      ],
      'approval'
    )
    assert.deepEqual([refused.state, refused.elapsedMinutes], ['breached_stopped', 660])
  })

  test('the delivery counts from the approval or the submission, without the waiting', ({
    assert,
  }) => {
    const approved = requestClock('delivery', LIFE, 'approval')
    assert.deepEqual([approved.state, approved.elapsedMinutes], ['met', 240])
    const submitted = requestClock('delivery', LIFE, 'submission')
    assert.deepEqual([submitted.state, submitted.elapsedMinutes], ['met', 480])
    const waiting = requestClock('delivery', LIFE.slice(0, 1), 'approval')
    assert.deepEqual([waiting.state, waiting.dueAt, waiting.elapsedMinutes], ['paused', null, 0])
  })

  test('a request approved at once is delivered from its first minute', ({ assert }) => {
    const { elapsedMinutes } = requestClock(
      'delivery',
      [
        ['approved', 0],
        ['fulfilled', 3],
      ],
      'approval'
    )
    assert.equal(elapsedMinutes, 180)
  })

  test('sent back for correction, everything waits for the requester', ({ assert }) => {
    const life: [string, number][] = [
      ['pending_approval', 1],
      ['draft', 2],
      ['submitted', 7],
      ['approved', 9],
      ['fulfilled', 10],
    ]
    assert.equal(requestClock('approval', life, 'approval').elapsedMinutes, 240)
    assert.equal(requestClock('delivery', life, 'approval').elapsedMinutes, 60)
    assert.equal(requestClock('delivery', life, 'submission').elapsedMinutes, 300)
  })

  test('SLM-02 every kind of ticket is promised what makes sense for it', ({ assert }) => {
    const cells = Object.fromEntries(METRICS.map((metric) => [metric, 60]))
    const misplaced = (ticketKind: string) => misplacedMetrics(rowOf(cells, { ticketKind }))
    assert.deepEqual(misplaced('request'), ['resolution'])
    assert.deepEqual(misplaced('incident'), ['approval', 'delivery'])
    assert.deepEqual(misplaced('problem'), ['approval', 'delivery'])
    assert.deepEqual(misplaced('change'), ['response', 'next_update', 'resolution', 'delivery'])
  })
})

test.group('Rounds of the next update (§3.3.5)', () => {
  const lives = calendars().chain((calendar) =>
    fc.record({
      calendar: fc.constant(calendar),
      startedAt: instantIn(calendar.timeZone),
      targetMinutes: fc.integer({ min: 1, max: 2000 }),
      events: fc.array(
        fc.record({
          name: fc.constantFrom('updated', 'pending_customer', 'in_progress', 'resolved'),
          after: fc.integer({ min: 0, max: 100_000 }),
        }),
        { maxLength: 12 }
      ),
    })
  )

  test('together last as long as one clock that nobody restarts, and end with it', ({ assert }) => {
    fc.assert(
      fc.property(lives, ({ calendar, startedAt, targetMinutes, events }) => {
        const time = workingTime(calendar)
        let at = Math.floor(startedAt / MINUTE) * MINUTE
        const begun = DateTime.fromMillis(at, { zone: 'utc' })
        const past = events.map(({ name, after }): PastEvent => {
          at += after * 1000
          const then = DateTime.fromMillis(at, { zone: 'utc' })
          return name === 'updated'
            ? { kind: 'updated', at: then }
            : { kind: 'state_changed', state: name, at: then }
        })
        const replay = (heard: PastEvent[]) =>
          replayClocks({
            startedAt: begun,
            facts: {} as never,
            terms: {
              ...{ pauseStates: ['pending_customer'], deliveryStart: 'approval' },
              ...{ switchPolicy: 'keep_elapsed', reopenPolicy: 'pause' },
            },
            events: heard,
            targetsFor: () => [{ id: 1, metric: 'next_update', targetMinutes, calendar: time }],
          })
        const rounds = replay(past)
        const [whole] = replay(past.filter(({ kind }) => kind !== 'updated'))
        const elapsed = rounds.map(({ facts }) => readClock(facts, time, at).elapsedMinutes)
        // Each round counts whole minutes from its own start, so the parts may differ by one each.
        const sum = elapsed.reduce((total, minutes) => total + minutes, 0)
        const one = readClock(whole!.facts, time, at).elapsedMinutes
        assert.isAtMost(Math.abs(sum - one), rounds.length)
        assert.equal(rounds.at(-1)!.facts.stoppedAt, whole!.facts.stoppedAt)
        for (const [index, { facts }] of rounds.entries()) {
          const next = rounds[index + 1]
          if (next) assert.equal(facts.stoppedAt, next.facts.startedAt)
        }
        const isOver = past.findIndex((event) => 'state' in event && event.state === 'resolved')
        const counted = isOver === -1 ? past : past.slice(0, isOver)
        assert.lengthOf(rounds, 1 + counted.filter(({ kind }) => kind === 'updated').length)
      }),
      { numRuns: 200 }
    )
  })

  test('a round that begins in a pause waits in it', ({ assert }) => {
    const facts = {
      startedAt: START,
      targetMinutes: 60,
      pauses: [{ from: START, to: null }],
      stoppedAt: null,
    }
    const event: ClockEvent = { kind: 'updated', at: moment(2) }
    const traits = { metric: 'next_update', pauseStates: [], deliveryStart: 'approval' } as const
    assert.equal(factsAfter(facts, event, traits).stoppedAt, moment(2).toMillis())
    assert.deepEqual(nextRound(facts, moment(2).toMillis()).pauses, [
      { from: moment(2).toMillis(), to: null },
    ])
    assert.equal(factsAfter(facts, event, { ...traits, metric: 'resolution' }), facts)
  })
})
