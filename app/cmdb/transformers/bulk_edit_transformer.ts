import type BulkEdit from '#cmdb/models/bulk_edit'
import { BaseTransformer } from '@adonisjs/core/transformers'

/** A bulk edit as its page and the list of them show it. */
export default class BulkEditTransformer extends BaseTransformer<BulkEdit> {
  toObject() {
    const { createdAt, finishedAt } = this.resource
    return {
      ...this.pick(this.resource, ['id', 'state', 'reason', 'counts', 'edits']),
      ...this.pick(this.resource, ['progressDone', 'progressTotal']),
      createdAt: createdAt.toISO()!,
      finishedAt: finishedAt?.toISO() ?? null,
    }
  }
}
