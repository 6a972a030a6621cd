import { INCIDENT_ACTIONS, INCIDENT_STEPS, nextState } from '#tickets/workflow/incident_workflow'
import { INCIDENT_STATES, type IncidentState } from '#tickets/workflow/kinds'
import { test } from '@japa/runner'
import fc from 'fast-check'

/** §2.1 written out once more by hand: every pair that may happen, and nothing else. */
const ALLOWED = new Set(
  `new>assign>assigned assigned>assign>assigned in_progress>assign>assigned pending_customer>assign>assigned
   pending_vendor>assign>assigned pending_change>assign>assigned pending_problem>assign>assigned
   new>take>in_progress assigned>take>in_progress assigned>return_to_queue>new
   in_progress>await_customer>pending_customer in_progress>await_vendor>pending_vendor
   pending_customer>resume>in_progress pending_vendor>resume>in_progress
   pending_change>resume>in_progress pending_problem>resume>in_progress
   assigned>resolve>resolved in_progress>resolve>resolved pending_customer>resolve>resolved
   pending_vendor>resolve>resolved pending_change>resolve>resolved pending_problem>resolve>resolved
   resolved>close>closed resolved>reopen>in_progress
   new>cancel>cancelled assigned>cancel>cancelled in_progress>cancel>cancelled pending_customer>cancel>cancelled
   pending_vendor>cancel>cancelled pending_change>cancel>cancelled pending_problem>cancel>cancelled
   new>merge>cancelled assigned>merge>cancelled in_progress>merge>cancelled pending_customer>merge>cancelled
   pending_vendor>merge>cancelled pending_change>merge>cancelled pending_problem>merge>cancelled`.split(
    /\s+/
  )
)

test.group('Incident workflow', () => {
  test('P1 exactly the listed transitions exist', ({ assert }) => {
    const found = INCIDENT_STATES.flatMap((from) =>
      INCIDENT_ACTIONS.flatMap((action) => {
        const to = nextState(from, action)
        return to ? [`${from}>${action}>${to}`] : []
      })
    )
    assert.sameMembers(found, [...ALLOWED])
  })

  test('P3 closed and cancelled accept nothing', ({ assert }) => {
    for (const state of ['closed', 'cancelled'] as const) {
      for (const action of INCIDENT_ACTIONS) assert.isNull(nextState(state, action))
    }
  })

  test('P2 any sequence of commands leaves a connected chain from new', ({ assert }) => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...INCIDENT_ACTIONS), { maxLength: 30 }), (actions) => {
        let state: IncidentState = 'new'
        for (const action of actions) {
          const to = nextState(state, action)
          if (!to) continue
          assert.isTrue(ALLOWED.has(`${state}>${action}>${to}`))
          state = to
        }
      }),
      { numRuns: 500 }
    )
  })

  test('every step names the right that runs it', ({ assert }) => {
    for (const step of Object.values(INCIDENT_STEPS)) assert.match(step.permission, /^tickets\./)
  })
})
