import { say } from '#core/say'
import type { ShownBulkItem } from '#cmdb/queries/bulk_edit_page'
import { BaseTransformer } from '@adonisjs/core/transformers'
import type { I18n } from '@adonisjs/i18n'

/** An item of a bulk edit with what would become of it, or became. */
export default class BulkEditItemTransformer extends BaseTransformer<ShownBulkItem> {
  constructor(
    resource: ShownBulkItem,
    protected i18n: I18n
  ) {
    super(resource)
  }

  toObject() {
    const { row, changes } = this.resource
    const { item, plan, outcome } = row
    return {
      ...{ id: row.id, number: item.number, name: item.name, plan, outcome, changes },
      ...{ classRu: item.ciClass.labelRu, classEn: item.ciClass.labelEn },
      organisation: item.organisation.name,
      problems: row.problems.map(({ key, params }) => say(this.i18n, key, params)),
    }
  }
}
