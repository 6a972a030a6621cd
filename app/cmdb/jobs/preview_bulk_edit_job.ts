import { giveUpPreview, previewBulkEdit } from '#cmdb/actions/preview_bulk_edit'
import { Job } from '@adonisjs/queue'
import logger from '@adonisjs/core/services/logger'

export default class PreviewBulkEditJob extends Job<{ bulkEditId: number }> {
  static override options = { maxRetries: 1, timeout: '30m' }

  async execute() {
    await previewBulkEdit.inBackground(this.payload.bulkEditId)
  }

  override async failed(error: Error) {
    const { bulkEditId } = this.payload
    logger.error({ err: error, bulkEditId }, 'preview of a bulk edit failed')
    await giveUpPreview(bulkEditId)
  }
}
