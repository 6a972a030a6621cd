import * as server from '#sla/workflow/metrics'
import * as shown from '../../../resources/components/sla/metrics.js'
import { test } from '@japa/runner'

test.group('What can be promised', () => {
  test('§3.2 the editor offers what the server takes', ({ assert }) => {
    assert.deepEqual([...shown.METRICS], [...server.METRICS])
    assert.deepEqual(shown.METRICS_OF_KIND, server.METRICS_OF_KIND)
    assert.deepEqual(shown.TICKET_KINDS, [...server.TARGET_TICKET_KINDS])
    assert.deepEqual(shown.PRIORITIES, [...server.TARGET_PRIORITIES])
    assert.deepEqual(shown.CRITICALITIES, [...server.TARGET_CRITICALITIES])
    assert.deepEqual(shown.PAUSE_STATES, [...server.PAUSE_STATES])
  })
})
