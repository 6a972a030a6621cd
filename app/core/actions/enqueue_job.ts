import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { knex } from '@boringnode/queue/drivers/knex_adapter'

type Dispatch = { with(adapter: ReturnType<typeof knex>): { run(): Promise<unknown> } }

/**
 * Puts a job into the queue with the change it belongs to: both are written or neither. The caller
 * builds it, `enqueueJob(trx, SomeJob.dispatch({ … }))`.
 */
export async function enqueueJob(trx: TransactionClientContract, job: Dispatch) {
  await job.with(knex(trx.knexClient)).run()
}
