import { priorityOf, type Impact, type Priority, type Urgency } from '#tickets/workflow/priority'
import { test } from '@japa/runner'

const MATRIX: [Impact, Urgency, Priority][] = [
  [1, 1, 1],
  [1, 2, 2],
  [1, 3, 3],
  [2, 1, 2],
  [2, 2, 3],
  [2, 3, 4],
  [3, 1, 3],
  [3, 2, 4],
  [3, 3, 5],
]

test.group('Priority', () => {
  test('INC-09 impact {0} and urgency {1} give P{2}')
    .with(MATRIX)
    .run(({ assert }, [impact, urgency, expected]) => {
      assert.equal(
        priorityOf({ impact, urgency, isVip: false, isCriticalService: false }),
        expected
      )
    })

  test('INC-09 a VIP is one step more urgent, never beyond the highest', ({ assert }) => {
    assert.equal(priorityOf({ impact: 3, urgency: 2, isVip: true, isCriticalService: false }), 3)
    assert.equal(priorityOf({ impact: 3, urgency: 1, isVip: true, isCriticalService: false }), 3)
  })

  test('INC-09 a critical service is at least P2 and never lowers P1', ({ assert }) => {
    assert.equal(priorityOf({ impact: 3, urgency: 3, isVip: false, isCriticalService: true }), 2)
    assert.equal(priorityOf({ impact: 1, urgency: 1, isVip: false, isCriticalService: true }), 1)
  })
})
