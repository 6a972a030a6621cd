import { DOCUMENT_LANGUAGES } from '#core/documents/document_texts'
import { SERVICE_LEVEL_FORMATS } from '#reporting/actions/make_service_level_document'
import vine from '@vinejs/vine'

/** The filter travels as the page's own address. */
export const serviceLevelDocumentValidator = vine.create({
  format: vine.enum(SERVICE_LEVEL_FORMATS),
  language: vine.enum(DOCUMENT_LANGUAGES),
  query: vine.record(vine.string().maxLength(80)).maxLength(12).optional(),
})
