import type queueConfig from '#config/queue'
import type { ApplicationService } from '@adonisjs/core/types'
import { Worker } from '@adonisjs/queue'
import type { AdapterFactory } from '@adonisjs/queue/types'

type QueueConfig = typeof queueConfig

/**
 * A worker on the application's queue. It leaves signals to the application, whose termination stops
 * it after the job at hand.
 */
export async function openWorker(app: ApplicationService): Promise<Worker> {
  const config = app.config.get<QueueConfig>('queue')
  const manager = await app.container.make('queue.manager')
  const logger = await app.container.make('logger')
  await manager.loadJobs()
  return new Worker({
    ...config,
    autoLoadJobs: false,
    adapters: await adaptersOf(config, app),
    jobFactory: (job) => app.container.make(job),
    logger,
    worker: { ...config.worker, gracefulShutdown: false },
  })
}

async function adaptersOf({ adapters }: QueueConfig, app: ApplicationService) {
  const resolved = Object.entries(adapters).map(
    async ([name, adapter]): Promise<[string, AdapterFactory]> => [
      name,
      typeof adapter === 'function' ? adapter : await adapter.resolver(app),
    ]
  )
  return Object.fromEntries(await Promise.all(resolved))
}
