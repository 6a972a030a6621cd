import { rebuildAttributeIndex } from '#cmdb/actions/rebuild_attribute_index'
import { Job } from '@adonisjs/queue'

/** After an attribute became searchable or the only one of its value. */
export default class RebuildAttributeIndexJob extends Job<{ attributeId: number }> {
  static override options = { name: 'rebuild_attribute_index', maxRetries: 3, timeout: '10m' }

  async execute() {
    await rebuildAttributeIndex.handle(this.payload)
  }
}
