import { SERVICE_STATUSES } from '#catalog/models/service_types'
import {
  allows,
  SERVICE_STEP_NAMES,
  SERVICE_STEPS,
  stepsFrom,
} from '#catalog/workflow/service_workflow'
import { test } from '@japa/runner'

test.group('The life of a service', () => {
  test('CAT-01 {$self} leads on as the table says')
    .with([...SERVICE_STATUSES])
    .run(({ assert }, status) => {
      const expected = {
        pipeline: ['launch', 'retire'],
        live: ['retire'],
        retired: ['restore'],
      } as const
      assert.deepEqual(stepsFrom(status), [...expected[status]])
      for (const step of SERVICE_STEP_NAMES) {
        assert.equal(allows(step, status), stepsFrom(status).includes(step))
      }
    })

  test('no step leads back to where it starts', ({ assert }) => {
    for (const { from, to } of Object.values(SERVICE_STEPS)) {
      assert.notInclude([...from] as string[], to)
    }
  })
})
