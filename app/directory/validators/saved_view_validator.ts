import { VIEW_SHARINGS } from '#core/models/saved_view'
import vine from '@vinejs/vine'

const values = {
  name: vine.string().trim().minLength(1).maxLength(80),
  query: vine.string().maxLength(2000),
  sharing: vine.enum(VIEW_SHARINGS),
  teamId: vine
    .number()
    .positive()
    .withoutDecimals()
    .nullable()
    .optional()
    .requiredWhen('sharing', '=', 'team'),
}

export const createViewValidator = vine.create({
  ...values,
  page: vine.string().regex(/^[a-z_]{1,40}$/),
})

export const updateViewValidator = vine.create({
  ...values,
  version: vine.number().positive().withoutDecimals(),
})
