import { undoBulkEdit } from '#cmdb/actions/undo_bulk_edit'
import BulkEdit from '#cmdb/models/bulk_edit'
import { Job } from '@adonisjs/queue'
import logger from '@adonisjs/core/services/logger'

export default class UndoBulkEditJob extends Job<{ bulkEditId: number }> {
  static override options = { maxRetries: 1, timeout: '60m' }

  async execute() {
    await undoBulkEdit.handle(this.payload.bulkEditId)
  }

  /** What was taken back stays so; the person may ask for the rest again. */
  override async failed(error: Error) {
    const { bulkEditId } = this.payload
    logger.error({ err: error, bulkEditId }, 'undo of a bulk edit failed')
    await BulkEdit.query().where({ id: bulkEditId, state: 'undoing' }).update({ state: 'done' })
  }
}
