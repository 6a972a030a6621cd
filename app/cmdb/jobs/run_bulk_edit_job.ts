import { runBulkEdit } from '#cmdb/actions/run_bulk_edit'
import BulkEdit from '#cmdb/models/bulk_edit'
import { Job } from '@adonisjs/queue'
import logger from '@adonisjs/core/services/logger'

export default class RunBulkEditJob extends Job<{ bulkEditId: number }> {
  static override options = { maxRetries: 1, timeout: '60m' }

  async execute() {
    await runBulkEdit.handle(this.payload.bulkEditId)
  }

  /** What has no outcome yet waits until the person asks for it again. */
  override async failed(error: Error) {
    const { bulkEditId } = this.payload
    logger.error({ err: error, bulkEditId }, 'bulk edit failed')
    await BulkEdit.query().where({ id: bulkEditId, state: 'running' }).update({ state: 'failed' })
  }
}
