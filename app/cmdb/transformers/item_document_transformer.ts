import type ItemDocument from '#cmdb/models/item_document'
import { clock } from '#core/clock'
import { BaseTransformer } from '@adonisjs/core/transformers'
import { DateTime } from 'luxon'

/** So long before its end a document is worth a look. */
const WARNING_DAYS = 30

/** A document of an item: its file by name and size, or its address. */
export default class ItemDocumentTransformer extends BaseTransformer<ItemDocument> {
  toObject() {
    const { upload, createdAt } = this.resource
    return {
      ...this.pick(this.resource, ['id', 'title', 'kind', 'url', 'validUntil']),
      file: upload ? { name: upload.name, size: upload.size } : null,
      validity: validityOf(this.resource.validUntil),
      createdAt: createdAt.toISO()!,
    }
  }
}

function validityOf(until: string | null): 'open' | 'good' | 'ending' | 'over' {
  if (until === null) return 'open'
  const today = clock.today('utc')
  if (until < today) return 'over'
  const soon = DateTime.fromISO(today).plus({ days: WARNING_DAYS }).toISODate()!
  return until <= soon ? 'ending' : 'good'
}
