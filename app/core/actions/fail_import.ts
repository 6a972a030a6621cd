import { clock } from '#core/clock'
import { toSqlUtc } from '#core/columns'
import { Refusal } from '#core/errors'
import DataImport from '#core/models/data_import'
import logger from '@adonisjs/core/services/logger'

const PATIENCE = { hours: 1 }

/** Gives an import up; a refusal is told to who waits, any other cause is for the log. */
export async function failImport(importId: number, cause: unknown) {
  const isRefusal = cause instanceof Refusal
  if (!isRefusal) logger.error({ err: cause, importId }, 'an import failed')
  const dataImport = await DataImport.find(importId)
  if (!dataImport?.isAtWork) return
  await dataImport
    .merge({
      state: 'failed',
      errorKey: isRefusal ? cause.messageKey : 'tasks.errors.failed',
      errorParams: isRefusal ? cause.params : {},
      finishedAt: clock.now(),
    })
    .save()
}

/** Gives up imports that nobody works on any more, as after a machine went down in the middle. */
export const failLostImports = {
  async handle() {
    const now = clock.now()
    await DataImport.query()
      .whereIn('state', ['checking', 'running', 'undoing'])
      .where('updatedAt', '<', toSqlUtc(now.minus(PATIENCE)))
      .update({ state: 'failed', errorKey: 'tasks.errors.lost', finishedAt: toSqlUtc(now) })
  },
}
