import { clock } from '#core/clock'
import logger from '@adonisjs/core/services/logger'
import type { Job } from '@adonisjs/queue'
import cron from 'node-cron'

export type ScheduledJob = (new () => Job<Record<string, never>>) & Pick<typeof Job, 'dispatch'>

/** A job that time starts: cron expression in UTC and the module of the job's class. */
export type Scheduled = { cron: string; job: () => Promise<{ default: ScheduledJob }> }

/** Puts each job into the queue when its time comes. Gives a function that stops it. */
export function keepSchedule(schedule: readonly Scheduled[]): () => Promise<void> {
  const tasks = schedule.map((each) =>
    cron.schedule(each.cron, () => enqueue(each), { timezone: 'UTC', noOverlap: true })
  )
  return async () => {
    await Promise.all(tasks.map((task) => task.destroy()))
  }
}

/** Several machines share the queue and tell the same time: the first to come enqueues for all. */
async function enqueue({ cron: expression, job }: Scheduled) {
  try {
    const { default: ScheduledClass } = await job()
    const minute = clock.now().startOf('minute').toISO()
    await ScheduledClass.dispatch({}).dedup({ id: minute, ttl: '1h' })
  } catch (error) {
    logger.error({ err: error, cron: expression }, 'a scheduled job could not be enqueued')
  }
}
