import { percentile, slaStatistics, type StoppedClock } from '#billing/workflow/sla_statistics'
import { test } from '@japa/runner'
import fc from 'fast-check'

const clock = (values: Partial<StoppedClock> = {}): StoppedClock => ({
  priority: 3,
  metric: 'resolution',
  targetMinutes: 480,
  elapsedMinutes: 100,
  pausedMinutes: 0,
  isBreached: false,
  ...values,
})

test.group('SLA section of a report', () => {
  test('§8 percentiles are nearest rank', ({ assert }) => {
    assert.equal(percentile([1, 2, 3, 4, 5, 6, 7, 8, 9, 10], 90), 9)
    assert.equal(percentile([5], 90), 5)
    assert.equal(percentile([40, 10, 30, 20], 50), 20)
    assert.throws(() => percentile([], 50), 'A percentile needs values')
  })

  test('§8 compliance is met of met and breached, in hundredths of a percent', ({ assert }) => {
    const clocks = [clock(), clock(), clock({ isBreached: true })]
    const { rows, overall } = slaStatistics(clocks)
    assert.containSubset(rows, [{ tickets: 3, met: 2, breached: 1, complianceHundredths: 6_667 }])
    assert.equal(overall.complianceHundredths, 6_667)
  })

  test('§8 nothing counted is no percent at all', ({ assert }) => {
    assert.deepEqual(slaStatistics([]), {
      rows: [],
      overall: { tickets: 0, met: 0, breached: 0, complianceHundredths: null },
    })
  })

  test('rows go by priority, response before resolution', ({ assert }) => {
    const clocks = [
      clock({ priority: 2 }),
      clock({ priority: 1 }),
      clock({ priority: 2, metric: 'response' }),
    ]
    const order = slaStatistics(clocks).rows.map(({ priority, metric }) => `${priority} ${metric}`)
    assert.deepEqual(order, ['1 resolution', '2 response', '2 resolution'])
  })

  test('different targets of one priority show none', ({ assert }) => {
    const [same] = slaStatistics([clock(), clock()]).rows
    const [mixed] = slaStatistics([clock(), clock({ targetMinutes: 240 })]).rows
    assert.equal(same?.targetMinutes, 480)
    assert.isNull(mixed?.targetMinutes)
  })

  test('average and paused time are whole minutes', ({ assert }) => {
    const clocks = [clock({ elapsedMinutes: 1, pausedMinutes: 7 }), clock({ elapsedMinutes: 2 })]
    assert.containSubset(slaStatistics(clocks).rows, [{ averageMinutes: 2, pausedMinutes: 7 }])
  })

  test('§7.7 rows add up to the whole, and figures lie within the times', ({ assert }) => {
    const arbitrary = fc.record({
      priority: fc.integer({ min: 1, max: 5 }),
      metric: fc.constantFrom('response', 'resolution'),
      targetMinutes: fc.integer({ min: 1, max: 5000 }),
      elapsedMinutes: fc.nat(10_000),
      pausedMinutes: fc.nat(1000),
      isBreached: fc.boolean(),
    })
    fc.assert(
      fc.property(fc.array(arbitrary, { maxLength: 60 }), (clocks) => {
        const { rows, overall } = slaStatistics(clocks)
        const total = (key: 'tickets' | 'met' | 'breached') =>
          rows.reduce((sum, row) => sum + row[key], 0)
        assert.equal(total('tickets'), clocks.length)
        assert.equal(total('met'), overall.met)
        assert.equal(total('breached'), overall.breached)
        for (const row of rows) {
          const times = clocks
            .filter(({ priority, metric }) => priority === row.priority && metric === row.metric)
            .map(({ elapsedMinutes }) => elapsedMinutes)
          const [least, most] = [Math.min(...times), Math.max(...times)]
          assert.isTrue(least <= row.medianMinutes && row.medianMinutes <= row.p90Minutes)
          assert.isTrue(row.p90Minutes <= most)
          assert.isTrue(least <= row.averageMinutes && row.averageMinutes <= most)
        }
      })
    )
  })
})
