import { clock } from '#core/clock'
import BackgroundTask from '#core/models/background_task'
import { storeFile } from '#core/storage'
import logger from '@adonisjs/core/services/logger'
import { extname } from 'node:path'

export type TaskResult = { name: string; type: string; content: Uint8Array }

/** Does the work; it calls `advance` after each of the task's `progressTotal` steps but the last. */
type Work = (task: BackgroundTask, advance: () => Promise<void>) => Promise<TaskResult>

/**
 * Runs a task and keeps its file. The queue may deliver a task twice: finished ones are left alone,
 * and running again writes the same file. What `work` throws goes to the queue, which tries again.
 */
export async function runBackgroundTask(taskId: number, work: Work) {
  const task = await BackgroundTask.findOrFail(taskId)
  if (task.isFinished) return

  await task.merge({ state: 'running', progressDone: 0 }).save()
  const result = await work(task, async () => {
    await task.merge({ progressDone: task.progressDone + 1 }).save()
  })
  const file = `tasks/${task.id}${extname(result.name)}`
  await storeFile(file, result.content)
  await finish(task, {
    state: 'done',
    resultFile: file,
    resultName: result.name,
    resultType: result.type,
  })
}

/** Gives a task up; the cause is for the log, `errorCode` for the person who waits. */
export async function failBackgroundTask(taskId: number, errorCode: string, cause: unknown) {
  logger.error({ err: cause, taskId }, 'background task failed')
  const task = await BackgroundTask.find(taskId)
  if (task && !task.isFinished) await finish(task, { state: 'failed', errorCode })
}

async function finish(task: BackgroundTask, outcome: Partial<BackgroundTask>) {
  const progressDone = outcome.state === 'done' ? task.progressTotal : task.progressDone
  await task.merge({ ...outcome, progressDone, finishedAt: clock.now() }).save()
}
