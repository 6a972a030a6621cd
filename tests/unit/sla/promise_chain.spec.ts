import { workingTime, type WorkingCalendar } from '#calendars/queries/working_time'
import { ChainJudge, momentsFrom, type Chain, type ChainTime } from '#sla/workflow/promise_chain'
import { calendars, instantIn } from '#tests/helpers/arbitrary_calendars'
import { test } from '@japa/runner'
import fc from 'fast-check'
import { DateTime } from 'luxon'

const HOUR = 60
const day = [['09:00', '18:00']] as const
const always = [['00:00', '24:00']] as const
const office = timeOf({ '1': day, '2': day, '3': day, '4': day, '5': day, '6': [], '7': [] })
const roundTheClock = timeOf({
  ...{ '1': always, '2': always, '3': always, '4': always, '5': always, '6': always, '7': always },
})
/** A Monday without holidays near it. */
const MONDAY = at('2026-03-02 00:00')

function timeOf(week: WorkingCalendar['week'], exceptions: WorkingCalendar['exceptions'] = {}) {
  return workingTime({ timeZone: 'Europe/Moscow', week, exceptions })
}

function at(moscow: string): number {
  return DateTime.fromSQL(moscow, { zone: 'Europe/Moscow' }).toMillis()
}

function inMoscow(millis: number | null) {
  if (millis === null) return null
  return DateTime.fromMillis(millis, { zone: 'Europe/Moscow' }).toFormat('ccc HH:mm')
}

function chainOf(promised: [number, ChainTime], ...links: [number, ChainTime][]): Chain {
  const toLink = ([minutes, time]: [number, ChainTime]) => ({ minutes, time })
  return { promised: toLink(promised), links: links.map(toLink) }
}

function judge(chain: Chain, from = MONDAY) {
  return new ChainJudge(momentsFrom(from)).judge(chain)
}

test.group('SLM-12 a chain of promises', () => {
  test('on one calendar holds as long as its minutes do not exceed the promise', ({ assert }) => {
    const promised: [number, ChainTime] = [8 * HOUR, office]
    assert.isNull(judge(chainOf(promised, [5 * HOUR, office], [3 * HOUR, office])))
    const danger = judge(chainOf(promised, [5 * HOUR, office], [3 * HOUR + 1, office]))
    assert.equal(danger?.excessMinutes, 1)
    assert.equal(danger?.lateCount, danger?.triedCount)
    assert.isNull(judge(chainOf(promised)))
  })

  test('a team of office hours cannot hold what is promised round the clock', ({ assert }) => {
    const danger = judge(chainOf([4 * HOUR, roundTheClock], [3 * HOUR, office]))!
    assert.isNull(danger.excessMinutes)
    const { openedAt, promisedUntil, neededUntil } = danger.example
    assert.deepEqual(
      [inMoscow(openedAt), inMoscow(promisedUntil), inMoscow(neededUntil)],
      ['Fri 16:00', 'Fri 20:00', 'Mon 10:00']
    )
    assert.isBelow(danger.lateCount, danger.triedCount)
  })

  test('a team round the clock holds what is promised in office hours', ({ assert }) => {
    assert.isNull(judge(chainOf([4 * HOUR, office], [4 * HOUR, roundTheClock])))
  })

  test('a holiday of the supplier alone is found', ({ assert }) => {
    const week = { '1': day, '2': day, '3': day, '4': day, '5': day, '6': [], '7': [] } as const
    const closed = timeOf(week, { '2026-03-12': [] })
    const danger = judge(chainOf([3 * HOUR, office], [HOUR, office], [2 * HOUR, closed]))!
    assert.equal(inMoscow(danger.example.promisedUntil), 'Thu 10:00')
    assert.equal(inMoscow(danger.example.neededUntil), 'Fri 10:00')
    assert.isNull(
      judge(chainOf([3 * HOUR, office], [HOUR, office], [2 * HOUR, closed]), at('2026-03-13 00:00'))
    )
  })

  test('a supplier whose calendar runs out never gets there', ({ assert }) => {
    const week = { '1': [], '2': [], '3': [], '4': [], '5': [], '6': [], '7': [] }
    const danger = judge(chainOf([HOUR, office], [1, timeOf(week)]))!
    assert.isNull(danger.example.neededUntil)
    assert.isNull(judge(chainOf([HOUR, timeOf(week)], [5 * HOUR, office])))
  })
})

const lengths = fc.integer({ min: 1, max: 3000 })
const chains = fc
  .record({
    own: calendars(),
    team: calendars(),
    supplier: calendars(),
    minutes: fc.tuple(lengths, lengths, lengths),
  })
  .chain((given) => fc.record({ given: fc.constant(given), from: instantIn(given.own.timeZone) }))
type Given = typeof chains extends fc.Arbitrary<infer Value> ? Value : never

function every(check: (given: Given) => void) {
  fc.assert(fc.property(chains, check), { numRuns: 40 })
}

function built({ given: { own, team, supplier, minutes } }: Given, more = [0, 0, 0]): Chain {
  const [promised, first, second] = minutes.map((each, index) => each + more[index]!)
  return chainOf(
    [promised!, workingTime(own)],
    [first!, workingTime(team)],
    [second!, workingTime(supplier)]
  )
}

test.group('SLM-12 whatever is chained', () => {
  test('minutes and moments agree on one calendar', ({ assert }) => {
    every((each) => {
      const time = workingTime(each.given.own)
      // Another object of the same hours is judged by the moments.
      const other = { add: (start: number, minutes: number) => time.add(start, minutes) }
      const [promised, first, second] = each.given.minutes
      const byMinutes = judge(chainOf([promised, time], [first, time], [second, time]), each.from)
      const byMoments = judge(chainOf([promised, time], [first, other], [second, other]), each.from)
      assert.equal(byMinutes?.lateCount, byMoments?.lateCount)
      assert.deepEqual(byMinutes?.example, byMoments?.example)
    })
  })

  test('a longer promise ends no chain, a longer link mends none', ({ assert }) => {
    every((each) => {
      const late = (more: number[]) => judge(built(each, more), each.from)?.lateCount ?? 0
      assert.isAtMost(late([60, 0, 0]), late([0, 0, 0]))
      assert.isAtLeast(late([0, 60, 0]), late([0, 0, 0]))
      assert.isAtLeast(late([0, 0, 60]), late([0, 0, 0]))
    })
  })

  test('a link in two parts is the same link', ({ assert }) => {
    every((each) => {
      const { promised, links } = built(each)
      const halves = links.flatMap(({ minutes, time }) => [
        { minutes: Math.ceil(minutes / 2), time },
        { minutes: Math.floor(minutes / 2), time },
      ])
      const whole = judge({ promised, links }, each.from)
      assert.deepEqual(judge({ promised, links: halves }, each.from), whole)
    })
  })

  test('the example is a ticket for which it is too late', ({ assert }) => {
    every((each) => {
      const { promised, links } = built(each)
      const danger = judge({ promised, links }, each.from)
      if (!danger) return
      const { openedAt, promisedUntil, neededUntil } = danger.example
      assert.equal(promised.time.add(openedAt, promised.minutes), promisedUntil)
      const needed = links.reduce<number | null>(
        (moment, link) => moment && link.time.add(moment, link.minutes),
        openedAt
      )
      assert.equal(needed, neededUntil)
      assert.isTrue(neededUntil === null || neededUntil > promisedUntil)
    })
  })
})
