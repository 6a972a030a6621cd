import queueConfig from '#config/queue'
import { openWorker } from '#core/job_worker'
import app from '@adonisjs/core/services/app'

/**
 * Does what stands in the queue's table with a real worker, until there is nothing left. Elsewhere in
 * the suites jobs run at once, where they are dispatched.
 */
export async function workOffQueue() {
  app.config.set('queue', { ...queueConfig, default: 'database' })
  const worker = await openWorker(app)
  try {
    for (let cycle = await worker.processCycle(['default']); cycle && cycle.type !== 'idle';) {
      cycle = await worker.processCycle(['default'])
    }
  } finally {
    await worker.stop()
    app.config.set('queue', queueConfig)
    await (await openWorker(app)).init()
  }
}
