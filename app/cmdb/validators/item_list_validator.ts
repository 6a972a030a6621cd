import { ITEM_LIST_FORMATS } from '#cmdb/actions/make_item_list'
import { DOCUMENT_LANGUAGES } from '#core/documents/document_texts'
import vine from '@vinejs/vine'

export const itemListValidator = vine.create({
  format: vine.enum(ITEM_LIST_FORMATS),
  language: vine.enum(DOCUMENT_LANGUAGES),
  query: vine.record(vine.string().maxLength(2000)).optional(),
})
