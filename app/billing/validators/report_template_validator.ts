import { ENGINEERS_BY, OPTIONAL_SECTIONS } from '#billing/workflow/report_sections'
import { DOCUMENT_LANGUAGES } from '#core/documents/document_texts'
import { DOCUMENT_FORMATS } from '#core/documents/render_document'
import vine from '@vinejs/vine'

const text = (max: number) => vine.string().trim().maxLength(max).nullable()

export const reportTemplateValidator = vine.create({
  name: vine.string().trim().minLength(1).maxLength(100),
  isDefault: vine.boolean(),
  accentColour: vine
    .string()
    .regex(/^#[0-9a-f]{6}$/i)
    .transform((value) => value.toLowerCase()),
  coverRu: text(1000),
  coverEn: text(1000),
  footerRu: text(200),
  footerEn: text(200),
  leftOut: vine.array(vine.enum(OPTIONAL_SECTIONS)).distinct(),
  engineers: vine.enum(ENGINEERS_BY),
  version: vine.number().withoutDecimals().min(1).optional(),
  copyOf: vine.number().withoutDecimals().min(1).nullable().optional(),
})

export const templateSampleValidator = vine.create({
  format: vine.enum(DOCUMENT_FORMATS),
  language: vine.enum(DOCUMENT_LANGUAGES),
})

export const templateChoiceValidator = vine.create({
  templateId: vine.number().withoutDecimals().min(1).nullable(),
})
