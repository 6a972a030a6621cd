import type TicketCategory from '#tickets/models/ticket_category'
import { BaseTransformer } from '@adonisjs/core/transformers'

export default class CategoryTransformer extends BaseTransformer<TicketCategory> {
  toObject() {
    const { id, parentId, labelRu, labelEn } = this.resource
    return { id, parentId, labelRu, labelEn }
  }
}
