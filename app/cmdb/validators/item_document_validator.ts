import { DOCUMENT_KINDS } from '#cmdb/models/document_types'
import { dayOf } from '#core/queries/list_query'
import vine from '@vinejs/vine'
import type { FieldContext } from '@vinejs/vine/types'

const isDay = vine.createRule((value: unknown, _: undefined, field: FieldContext) => {
  if (dayOf(value) === null) field.report('The value is not a day', 'date', field)
})

const values = {
  title: vine.string().trim().minLength(1).maxLength(200),
  kind: vine.enum(DOCUMENT_KINDS),
  /** A day, `YYYY-MM-DD`. */
  validUntil: vine.string().use(isDay()).nullable().optional(),
}

export const documentValidator = vine.create(values)
export const linkValidator = vine.create({
  ...values,
  url: vine
    .string()
    .trim()
    .maxLength(2000)
    .url({ protocols: ['http', 'https'], require_protocol: true, require_tld: false }),
})
