import { exactPercent } from '#core/percent'
import { complianceOf } from '#reporting/workflow/compliance'
import { reportSpan, trendMonths } from '#reporting/workflow/report_span'
import { test } from '@japa/runner'
import fc from 'fast-check'

const ZONE = 'Europe/Moscow'

test.group('Days of a report', () => {
  test('are local and both included', ({ assert }) => {
    const span = reportSpan({ from: '2026-03-01', to: '2026-03-31' }, '2026-11-22', ZONE)
    assert.equal(span.startsAt.toISO(), '2026-02-28T21:00:00.000Z')
    assert.equal(span.endsAt.toISO(), '2026-03-31T21:00:00.000Z')
  })

  test('are the present month when the address makes no sense: {from} – {to}')
    .with([
      { from: null, to: null },
      { from: '2026-02-30', to: '2026-03-01' },
      { from: '2026-03-02', to: '2026-03-01' },
      { from: '2001-01-01', to: '2026-01-01' },
    ])
    .run(({ assert }, asked) => {
      const { from, to } = reportSpan(asked, '2026-11-22', ZONE)
      assert.deepEqual([from, to], ['2026-11-01', '2026-11-30'])
    })

  test('trend: twelve months follow each other without gap', ({ assert }) => {
    const months = trendMonths(
      reportSpan({ from: '2026-03-05', to: '2026-03-09' }, '2026-11-22', 'Europe/Berlin')
    )
    assert.equal(months[0]!.from, '2025-04-01')
    assert.equal(months.at(-1)!.to, '2026-03-31')
    for (const [index, month] of months.slice(1).entries()) {
      assert.equal(month.startsAt.toMillis(), months[index]!.endsAt.toMillis())
    }
  })
})

test.group('Compliance', () => {
  test('§8 is kept promises of all judged, and nothing where none was', ({ assert }) => {
    assert.equal(complianceOf(2, 1).hundredths, 6_667)
    assert.isNull(complianceOf(0, 0).hundredths)
  })

  test('§7.5 a credit sees the exact percent, not the rounded one', ({ assert }) => {
    // 94.996 % reads 95.00 % and is still below the threshold.
    const compliance = complianceOf(23_749, 1_251)
    assert.equal(compliance.hundredths, 9_500)
    assert.isBelow(Number(exactPercent(23_749, 25_000)), 95)
  })

  test('§8 never leaves 0 to 100 percent', () => {
    fc.assert(
      fc.property(fc.nat(1e6), fc.nat(1e6), (met, breached) => {
        const { hundredths } = complianceOf(met, breached)
        return hundredths === null ? met + breached === 0 : hundredths >= 0 && hundredths <= 10_000
      })
    )
  })
})
