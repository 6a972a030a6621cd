import {
  obstacleTo,
  TIME_ENTRY_STATES,
  TIME_STEPS,
  type TimeStep,
} from '#billing/workflow/time_entry_steps'
import { test } from '@japa/runner'

const AUTHOR = 1
const SOMEBODY = 2

test.group('Steps of a time entry', () => {
  test('§2.8 of all states and steps only those of the reference are open, to the right person', ({
    assert,
  }) => {
    const open = TIME_ENTRY_STATES.flatMap((state) =>
      (Object.keys(TIME_STEPS) as TimeStep[]).flatMap((step) =>
        [AUTHOR, SOMEBODY]
          .filter(
            (who) =>
              obstacleTo(step, { state, personId: AUTHOR, billingPeriodId: null }, who) === null
          )
          .map((who) => `${state} ${step} ${who === AUTHOR ? 'author' : 'somebody'}`)
      )
    )
    assert.deepEqual(open, [
      'draft submit author',
      'submitted withdraw author',
      'submitted approve somebody',
      'submitted reject somebody',
      'approved reject somebody',
    ])
  })
})
