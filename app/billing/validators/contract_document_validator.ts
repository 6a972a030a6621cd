import { REPORT_FORMATS } from '#billing/workflow/report_formats'
import { DOCUMENT_LANGUAGES } from '#core/documents/document_texts'
import { REPORT_MONTH } from '#billing/workflow/report_period'
import { DOCUMENT_FORMATS } from '#core/documents/render_document'
import vine from '@vinejs/vine'

export const contractDocumentValidator = vine.create({
  month: vine.string().regex(REPORT_MONTH),
  format: vine.enum(REPORT_FORMATS),
  language: vine.enum(DOCUMENT_LANGUAGES).nullable().optional(),
})

const LONGEST_DAYS = 30

export const reportLinkValidator = vine.create({
  month: vine.string().regex(REPORT_MONTH),
  format: vine.enum(DOCUMENT_FORMATS),
  language: vine.enum(DOCUMENT_LANGUAGES).nullable().optional(),
  days: vine.number().withoutDecimals().range([1, LONGEST_DAYS]),
})
