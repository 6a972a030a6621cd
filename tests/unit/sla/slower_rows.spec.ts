import { slowerRows, type JudgedRow } from '../../../resources/components/sla/slower_rows.js'
import { test } from '@japa/runner'

function rowOf(minutes: number, values: Partial<JudgedRow> = {}): JudgedRow {
  return {
    ...{ ticketKind: 'incident', service: null, organisation: null },
    ...{ ciCriticality: null, isVipOnly: false, priority: null },
    promises: [{ metric: 'resolution', minutes, calendar: 'OFFICE' }],
    ...values,
  }
}

test.group('Rows slower than those they outrank', () => {
  test('SLM-02 a VIP row without a priority that is slower than P1 is told, with both rows', ({
    assert,
  }) => {
    const rows = [rowOf(240, { priority: 1 }), rowOf(960), rowOf(480, { isVipOnly: true })]
    assert.deepEqual(slowerRows(rows), [{ winner: 2, loser: 0, metric: 'resolution' }])
  })

  test('SLM-02 {title}')
    .with([
      { title: 'a faster VIP row', slow: { isVipOnly: true }, minutes: 240, warns: 0 },
      { title: 'a VIP row of another priority', slow: { isVipOnly: true, priority: 2 }, warns: 0 },
      { title: 'a VIP row of the same priority', slow: { isVipOnly: true, priority: 1 }, warns: 1 },
      { title: 'a service without a priority', slow: { service: 7 }, warns: 1 },
      { title: 'a service for the same priority', slow: { service: 7, priority: 1 }, warns: 0 },
      {
        title: 'another kind of ticket',
        slow: { isVipOnly: true, ticketKind: 'request' },
        warns: 0,
      },
      {
        title: 'times of another calendar',
        slow: {
          isVipOnly: true,
          promises: [{ metric: 'resolution', minutes: 480, calendar: 'ALWAYS' }],
        },
        warns: 0,
      },
    ])
    .run(({ assert }, { slow, minutes = 480, warns }) => {
      const rows = [rowOf(240, { priority: 1 }), rowOf(minutes, slow)]
      assert.lengthOf(slowerRows(rows), warns)
    })
})
