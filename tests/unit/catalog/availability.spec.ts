import { workingTime } from '#calendars/queries/working_time'
import { announcementOf } from '#catalog/workflow/announcement'
import {
  availabilityOf,
  figuresOf,
  NOTHING_MEASURED,
  type Availability,
  type OutageFacts,
} from '#catalog/workflow/availability'
import { test } from '@japa/runner'
import fc from 'fast-check'

const HOUR = 3_600_000
const MINUTE = 60_000
const START = Date.parse('2026-03-02T00:00:00Z')
const at = (hours: number) => START + hours * HOUR
const LATER = at(10_000)

const allDay: [string, string][] = [['00:00', '24:00']]
const desk: [string, string][] = [['09:00', '18:00']]
const week = (day: [string, string][], weekend: [string, string][] = []) => ({
  ...{ '1': day, '2': day, '3': day, '4': day, '5': day, '6': weekend, '7': weekend },
})
const ROUND_THE_CLOCK = workingTime({
  ...{ timeZone: 'UTC', week: week(allDay, allDay), exceptions: {} },
})
const DESK_HOURS = workingTime({ timeZone: 'UTC', week: week(desk), exceptions: {} })
const NEVER = workingTime({ timeZone: 'UTC', week: week([]), exceptions: {} })

function failure(from: number, to: number | null, values: Partial<OutageFacts> = {}): OutageFacts {
  const plain = { kind: 'unplanned', effect: 'down', announced: null } as const
  return { ...plain, from: at(from), to: to === null ? null : at(to), ...values }
}

function maintenance(from: number, to: number, announcedAt: number, until = to): OutageFacts {
  const announced = { at: at(announcedAt), until: at(until) }
  return failure(from, to, { kind: 'planned', announced })
}

function measure(outages: OutageFacts[], hours = 720, time = ROUND_THE_CLOCK, now = LATER) {
  return availabilityOf(time, { from: START, to: at(hours) }, outages, now)
}

test.group('Availability', () => {
  test('§8 of 720 hours, outages of 2 h and 4 h: MTRS 3 h, MTBF 357 h, 99.17 %', ({ assert }) => {
    const measured = measure([failure(10, 12), failure(100, 104)])
    const figures = figuresOf(measured, null)
    assert.equal(figures.percent, '99.17')
    assert.equal(figures.mtrsMinutes, 3 * 60)
    assert.equal(figures.mtbfMinutes, 357 * 60)
    assert.equal(figures.mtbsiMinutes, 360 * 60)
    assert.equal(measured.failures, 2)
  })

  test('SLM-10 announced maintenance is taken out of the agreed time and of the downtime', ({
    assert,
  }) => {
    const measured = measure([maintenance(10, 20, 5), failure(18, 22)], 100)
    assert.deepInclude(measured, { agreedMinutes: 6000, maintenanceMinutes: 600 })
    assert.deepInclude(measured, { serviceMinutes: 5400, downMinutes: 120, failures: 1 })
  })

  test('SLM-10 maintenance announced after it began is downtime', ({ assert }) => {
    const late = measure([maintenance(10, 20, 10.5)], 100)
    assert.deepInclude(late, { maintenanceMinutes: 0, downMinutes: 600, failures: 1 })
    const justInTime = measure([maintenance(10, 20, 10)], 100)
    assert.deepInclude(justInTime, { maintenanceMinutes: 600, downMinutes: 0, failures: 0 })
  })

  test('SLM-10 what goes beyond the announced end is downtime', ({ assert }) => {
    const measured = measure([maintenance(10, 20, 5, 18)], 100)
    assert.deepInclude(measured, { maintenanceMinutes: 480, downMinutes: 120, failures: 1 })
  })

  test('§8 overlapping and touching outages are one', ({ assert }) => {
    const measured = measure([failure(10, 12), failure(11, 14), failure(14, 15)])
    assert.deepInclude(measured, { downMinutes: 300, failures: 1 })
  })

  test('SLM-10 outside the agreed hours nothing is missed', ({ assert }) => {
    // Monday 2 March 19:00 to Tuesday 10:00: one hour of 9 to 18.
    const measured = measure([failure(19, 34)], 7 * 24, DESK_HOURS)
    assert.deepInclude(measured, { agreedMinutes: 45 * 60, downMinutes: 60, failures: 1 })
    const night = measure([failure(19, 30)], 7 * 24, DESK_HOURS)
    assert.deepInclude(night, { downMinutes: 0, failures: 0 })
  })

  test('SLM-10 without agreed time there is no figure, never 100 %', ({ assert }) => {
    const measured = measure([failure(1, 2)], 720, NEVER)
    assert.deepInclude(figuresOf(measured, '99'), { percent: null, isMet: null })
    const future = availabilityOf(ROUND_THE_CLOCK, { from: at(10), to: at(20) }, [], at(5))
    assert.deepEqual(future, NOTHING_MEASURED)
    const wholeMonthOfMaintenance = measure([maintenance(0, 720, -5)])
    assert.isNull(figuresOf(wholeMonthOfMaintenance, '99').percent)
  })

  test('SLM-10 an outage that goes on counts up to now', ({ assert }) => {
    const measured = measure([failure(10, null)], 720, ROUND_THE_CLOCK, at(12))
    assert.deepInclude(measured, { agreedMinutes: 720, downMinutes: 120, failures: 1 })
  })

  test('SLM-10 degraded is told and is no downtime', ({ assert }) => {
    const degraded = failure(10, 14, { effect: 'degraded' })
    const measured = measure([degraded, failure(13, 15)])
    assert.deepInclude(measured, { downMinutes: 120, degradedMinutes: 180, failures: 1 })
  })

  test('SLM-10 {percent}: never rounded up to a target that was missed, nor to 100')
    .with([
      { down: 1, of: 1_000_000, target: null, percent: '99.99', isMet: null },
      { down: 0, of: 1_000_000, target: '100', percent: '100.00', isMet: true },
      { down: 501, of: 1_000_000, target: '99.95', percent: '99.94', isMet: false },
      { down: 500, of: 1_000_000, target: '99.95', percent: '99.95', isMet: true },
      { down: 1, of: 1_000_000, target: '99.9999', percent: '99.9999', isMet: true },
      { down: 504, of: 10_000, target: '95', percent: '94.96', isMet: false },
      { down: 50_001, of: 1_000_000, target: '95', percent: '94.99', isMet: false },
    ])
    .run(({ assert }, { down, of, target, percent, isMet }) => {
      const measured = { ...NOTHING_MEASURED, serviceMinutes: of, downMinutes: down }
      assert.deepInclude(figuresOf(measured, target), { percent, isMet })
    })
})

const moment = fc.integer({ min: -200, max: 900 })
const outage = fc
  .record({
    kind: fc.constantFrom('unplanned' as const, 'planned' as const),
    effect: fc.constantFrom('down' as const, 'degraded' as const),
    from: moment,
    length: fc.option(fc.integer({ min: 0, max: 100 }), { nil: null }),
    notice: fc.integer({ min: -10, max: 10 }),
    short: fc.integer({ min: -10, max: 10 }),
  })
  .map(({ kind, effect, from, length, notice, short }): OutageFacts => {
    const to = length === null && kind === 'unplanned' ? null : from + (length ?? 1)
    const announced = { at: at(from - notice), until: at((to ?? from) - short) }
    return { ...failure(from, to), kind, effect, announced: kind === 'planned' ? announced : null }
  })
const outages = fc.array(outage, { maxLength: 8 })
const time = fc.constantFrom(ROUND_THE_CLOCK, DESK_HOURS)
const now = moment.map(at)

/** Minute by minute of hours, by the definition alone. */
function counted(facts: OutageFacts[], hours: number, of: typeof DESK_HOURS, present: number) {
  let [service, down] = [0, 0]
  const end = Math.min(at(hours), present)
  for (let minute = START; minute < end; minute += 30 * MINUTE) {
    if (of.between(minute, minute + MINUTE) === 0) continue
    const within = (from: number, to: number) => from <= minute && minute < to
    const covers = ({ from, to }: OutageFacts) => within(from, to ?? present)
    const isExcluded = (each: OutageFacts) =>
      each.kind === 'planned' &&
      each.effect === 'down' &&
      each.announced!.at <= each.from &&
      minute < each.announced!.until
    if (facts.some((each) => covers(each) && isExcluded(each))) continue
    service += 30
    const isDown = facts.some((each) => covers(each) && each.effect === 'down' && !isExcluded(each))
    if (isDown) down += 30
  }
  return { serviceMinutes: service, downMinutes: down }
}

test.group('Availability, whatever happens', () => {
  test('SLM-10 is what counting minute by minute gives', ({ assert }) => {
    fc.assert(
      fc.property(outages, time, now, (facts, of, present) => {
        const measured = measure(facts, 240, of, present)
        assert.deepInclude(measured, counted(facts, 240, of, present))
      }),
      { numRuns: 150 }
    )
  })

  test('SLM-10 parts add up, order does not matter, more downtime is never better', ({
    assert,
  }) => {
    fc.assert(
      fc.property(outages, failureWithin(), time, now, (facts, another, of, present) => {
        const measured = measure(facts, 720, of, present)
        const { agreedMinutes, maintenanceMinutes, serviceMinutes, downMinutes } = measured
        assert.equal(agreedMinutes, maintenanceMinutes + serviceMinutes)
        assert.isAtLeast(serviceMinutes - downMinutes - measured.degradedMinutes, 0)
        assert.equal(measured.failures > 0, downMinutes > 0)
        assert.isAtMost(measured.failures, facts.length * 2)
        assert.deepEqual(measure(facts.toReversed(), 720, of, present), measured)
        assert.deepEqual(measure([...facts, ...facts], 720, of, present), measured)
        const worse = measure([...facts, another], 720, of, present)
        assert.isAtLeast(worse.downMinutes, downMinutes)
        assert.equal(worse.serviceMinutes, serviceMinutes)
      })
    )
  })

  test('SLM-10 two halves of a period are the whole', ({ assert }) => {
    fc.assert(
      fc.property(outages, time, fc.integer({ min: 0, max: 720 }), (facts, of, cut) => {
        const part = (from: number, to: number) =>
          availabilityOf(of, { from: at(from), to: at(to) }, facts, LATER)
        const [left, right, whole] = [part(0, cut), part(cut, 720), part(0, 720)]
        const fields = ['agreedMinutes', 'serviceMinutes', 'downMinutes'] as const
        for (const field of fields) assert.equal(left[field] + right[field], whole[field])
      })
    )
  })

  test('SLM-10 the percentage shown agrees with the judgement', ({ assert }) => {
    const share = fc.tuple(fc.nat(100_000), fc.nat(100_000)).map(([a, b]): Availability => {
      const [downMinutes, serviceMinutes] = [Math.min(a, b), Math.max(a, b)]
      return { ...NOTHING_MEASURED, downMinutes, serviceMinutes }
    })
    const target = fc.integer({ min: 1, max: 100_000 }).map((n) => String(n / 1000))
    fc.assert(
      fc.property(share, target, (measured, promised) => {
        const { percent, isMet } = figuresOf(measured, promised)
        if (percent === null) return assert.equal(measured.serviceMinutes, 0)
        assert.equal(Number(percent) >= Number(promised), isMet)
        assert.equal(Number(percent) === 100, measured.downMinutes === 0)
      })
    )
  })
})

function failureWithin() {
  return fc
    .tuple(fc.integer({ min: 0, max: 700 }), fc.integer({ min: 1, max: 20 }))
    .map(([from, length]) => failure(from, from + length))
}

test.group('The announcement of maintenance', () => {
  const planned = { kind: 'planned', effect: 'down', concerned: 'all' } as const
  const window = { ...planned, startsAt: at(10), endsAt: at(12) }
  const announced = { at: at(1), until: at(12) }

  test('SLM-10 before it begins it may be announced anew', ({ assert }) => {
    const moved = { ...window, startsAt: at(20), endsAt: at(22) }
    const before = { ...window, announced }
    assert.deepEqual(announcementOf(before, moved, at(5)), { at: at(5), until: at(22) })
  })

  test('SLM-10 once it has begun, a later end is not announced', ({ assert }) => {
    const before = { ...window, announced }
    assert.deepEqual(announcementOf(before, { ...window, endsAt: at(15) }, at(11)), announced)
  })

  test('SLM-10 {$self} after the beginning is announced only then')
    .with(['an earlier beginning', 'more people', 'a standstill'])
    .run(({ assert }, what) => {
      const before = { ...window, effect: 'degraded' as const, announced }
      const after = { ...window, effect: 'degraded' as const }
      if (what === 'an earlier beginning') after.startsAt = at(9)
      if (what === 'more people') Object.assign(after, { concerned: 'A, B' })
      if (what === 'a standstill') Object.assign(after, { effect: 'down' })
      assert.equal(announcementOf(before, after, at(11))!.at, at(11))
    })

  test('SLM-10 a failure declared maintenance afterwards is announced afterwards', ({ assert }) => {
    const before = { ...window, kind: 'unplanned' as const, announced: null }
    assert.equal(announcementOf(before, window, at(11))!.at, at(11))
    assert.isNull(announcementOf({ ...window, announced }, { ...before }, at(11)))
  })

  test('SLM-10 words corrected later change nothing of it', ({ assert }) => {
    assert.deepEqual(announcementOf({ ...window, announced }, window, at(30)), announced)
  })
})
