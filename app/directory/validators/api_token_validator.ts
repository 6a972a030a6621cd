import { ALL_API_SCOPES } from '#config/api'
import vine from '@vinejs/vine'

export const apiTokenValidator = vine.create({
  name: vine.string().trim().minLength(1).maxLength(120),
  scopes: vine.array(vine.enum(ALL_API_SCOPES)).minLength(1).distinct(),
  expiresOn: vine.string().regex(/^\d{4}-\d{2}-\d{2}$/),
})
