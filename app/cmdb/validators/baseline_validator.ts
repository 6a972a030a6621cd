import { BASELINE_SCOPE_KINDS } from '#cmdb/models/baseline_types'
import { CI_STATUSES, ENVIRONMENTS } from '#cmdb/models/ci_types'
import vine from '@vinejs/vine'

const id = () => vine.number().positive().withoutDecimals()

export const baselineValidator = vine.create({
  name: vine.string().trim().minLength(1).maxLength(120),
  description: vine.string().trim().maxLength(2000).nullable().optional(),
  kind: vine.enum(BASELINE_SCOPE_KINDS),
  q: vine.string().trim().maxLength(100).nullable().optional(),
  ciClass: vine.string().trim().maxLength(60).nullable().optional(),
  status: vine.enum(CI_STATUSES).nullable().optional(),
  environment: vine.enum(ENVIRONMENTS).nullable().optional(),
  organisationId: id().nullable().optional(),
  serviceId: id().nullable().optional(),
  itemId: id().nullable().optional().requiredWhen('kind', '=', 'neighbourhood'),
  depth: vine.number().withoutDecimals().range([1, 5]).nullable().optional(),
  /** A past moment or day, in the reader's zone. */
  at: vine.string().trim().maxLength(40).nullable().optional(),
})
