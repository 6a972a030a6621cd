import { toSqlUtc } from '#core/columns'
import BackgroundTask from '#core/models/background_task'
import { storagePath } from '#core/storage'
import db from '@adonisjs/lucid/services/db'
import { rm } from 'node:fs/promises'
import type { DateTime } from 'luxon'

const TASKS_PER_CHUNK = 100

export type TaskFiles = { only?: string; except?: string }

export async function countTaskFiles(before: DateTime, which: TaskFiles): Promise<number> {
  const [row] = await db
    .from('background_tasks')
    .where((query) => void oldFiles(query, before, which))
    .count('* as total')
  return Number(row.total)
}

/** Removes the files that tasks made; the tasks stay, without a file. */
export async function* purgeTaskFiles(before: DateTime, which: TaskFiles) {
  for (;;) {
    const tasks = await BackgroundTask.query()
      .where((query) => void oldFiles(query, before, which))
      .orderBy('id')
      .limit(TASKS_PER_CHUNK)
    if (tasks.length === 0) return
    for (const task of tasks) await dropTaskFile(task)
    yield tasks.length
  }
}

/** The file first: a row without a file misleads nobody, a file without a row is never found again. */
export async function dropTaskFile(task: BackgroundTask) {
  if (task.resultFile) await rm(storagePath(task.resultFile), { force: true })
  await task.merge({ resultFile: null }).save()
}

type Narrowable = {
  whereNotNull(column: string): unknown
  where(column: string, sign: string, value: string): unknown
}

function oldFiles(query: object, before: DateTime, { only, except }: TaskFiles) {
  const narrowable = query as Narrowable
  narrowable.whereNotNull('result_file')
  narrowable.where('finished_at', '<', toSqlUtc(before))
  if (only) narrowable.where('kind', '=', only)
  if (except) narrowable.where('kind', '!=', except)
}
