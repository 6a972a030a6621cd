import { REPORT_FORMATS } from '#billing/workflow/report_formats'
import { DOCUMENT_LANGUAGES } from '#core/documents/document_texts'
import { REPORT_MONTH } from '#billing/workflow/report_period'
import vine from '@vinejs/vine'

export const contractDocumentValidator = vine.create({
  month: vine.string().regex(REPORT_MONTH),
  format: vine.enum(REPORT_FORMATS),
  language: vine.enum(DOCUMENT_LANGUAGES).nullable().optional(),
})
