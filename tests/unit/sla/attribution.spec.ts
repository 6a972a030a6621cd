import { attributeMinutes, elapsedOf } from '#sla/workflow/attribution'
import { workingSpans } from '#sla/workflow/working_spans'
import { at, clock, office, weekdays } from '#tests/helpers/sla_clocks'
import { test } from '@japa/runner'
import fc from 'fast-check'

const MINUTE = 60_000
const START = at('Mon 09:00')
const within = fc.integer({ min: -2000, max: 6000 }).map((minutes) => START + minutes * MINUTE)

test.group('Minutes by team', () => {
  test('§3.3.11 go to whoever held the ticket, without nights and pauses', ({ assert }) => {
    const facts = {
      ...clock('Mon 10:00', 480),
      pauses: [{ from: at('Mon 12:00'), to: at('Mon 13:00') }],
    }
    const holdings = [
      { teamId: 1, from: at('Mon 11:00'), to: at('Mon 14:00') },
      { teamId: 2, from: at('Mon 14:00'), to: null },
    ]
    assert.deepEqual(attributeMinutes(facts, office, holdings, at('Tue 10:00')), [
      { teamId: null, minutes: 60 },
      { teamId: 1, minutes: 120 },
      { teamId: 2, minutes: 300 },
    ])
  })

  test('§3.3.11 Σ teams + nobody = elapsed, whatever the hands, pauses and stop', () => {
    const holding = fc.record({ teamId: fc.option(fc.integer({ min: 1, max: 4 })), from: within })
    const pause = fc.tuple(within, fc.integer({ min: 0, max: 900 }))
    const facts = fc.record({
      pauses: fc.array(pause, { maxLength: 5 }),
      holdings: fc.array(holding, { maxLength: 8 }),
      stoppedAt: fc.option(within),
      now: within,
      isOpen: fc.boolean(),
    })
    fc.assert(
      fc.property(facts, ({ pauses, holdings, stoppedAt, now, isOpen }) => {
        const ordered = holdings.toSorted((a, b) => a.from - b.from)
        const hands = ordered.map(({ teamId, from }, index) => ({
          ...{ teamId, from },
          to: ordered[index + 1]?.from ?? (isOpen ? null : from + 300 * MINUTE),
        }))
        const life = {
          ...clock('Mon 09:00', 480),
          pauses: pauses.map(([from, length]) => ({ from, to: from + length * MINUTE })),
          stoppedAt,
        }
        const sum = attributeMinutes(life, office, hands, now).reduce(
          (total, { minutes }) => total + minutes,
          0
        )
        return sum === elapsedOf(life, office, now)
      }),
      { numRuns: 500 }
    )
  })
})

test.group('Spans of working time', () => {
  const lunch = weekdays(['09:00', '13:00'], ['14:00', '18:00'])

  test('are the calendar’s own intervals, cut at the ends', ({ assert }) => {
    const { spans, isComplete } = workingSpans(lunch, at('Mon 10:00'), at('Tue 10:30'), 50)
    assert.isTrue(isComplete)
    assert.deepEqual(spans, [
      { from: at('Mon 10:00'), to: at('Mon 13:00') },
      { from: at('Mon 14:00'), to: at('Mon 18:00') },
      { from: at('Tue 09:00'), to: at('Tue 10:30') },
    ])
  })

  test('tell when there are more than asked for', ({ assert }) => {
    assert.isFalse(workingSpans(lunch, at('Mon 09:00'), at('Fri 18:00'), 3).isComplete)
  })

  test('together are as long as the working time', () => {
    fc.assert(
      fc.property(within, within, (a, b) => {
        const [from, to] = a < b ? [a, b] : [b, a]
        const { spans } = workingSpans(lunch, from, to, 1000)
        const total = spans.reduce((sum, span) => sum + (span.to - span.from) / MINUTE, 0)
        return total === lunch.between(from, to)
      })
    )
  })
})
