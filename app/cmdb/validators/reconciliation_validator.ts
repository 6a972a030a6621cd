import { FINDING_STATES } from '#cmdb/models/finding_types'
import { MISSING_POLICIES } from '#cmdb/models/source_types'
import { AUTHORITIES, FIELD_POLICIES } from '#cmdb/workflow/authority'
import vine from '@vinejs/vine'

export const findingValidator = vine.create({ state: vine.enum(FINDING_STATES) })

export const lockValidator = vine.create({
  field: vine.string().trim().maxLength(80),
  isLocked: vine.boolean(),
})

const version = vine.number().positive().withoutDecimals()

export const mergeItemsValidator = vine.create({
  otherNumber: vine.string().trim().maxLength(20),
  version,
  otherVersion: version.clone(),
  taken: vine.array(vine.string().maxLength(80)).maxLength(300),
})

const sourceValues = {
  name: vine.string().trim().minLength(1).maxLength(120),
  authority: vine.enum(AUTHORITIES),
  organisationId: version.clone(),
  classCode: vine.string().trim().maxLength(60),
  columns: vine.record(vine.string().trim().maxLength(150)),
  policies: vine.record(vine.enum(FIELD_POLICIES)),
  createsItems: vine.boolean(),
  identifiesByName: vine.boolean(),
  missing: vine.enum(MISSING_POLICIES),
  missingLimitPercent: vine.number().withoutDecimals().range([1, 100]),
  refreshDays: vine.number().withoutDecimals().range([1, 3650]).nullable(),
  isActive: vine.boolean(),
}

export const createSourceValidator = vine.create({
  ...sourceValues,
  code: vine
    .string()
    .trim()
    .toLowerCase()
    .regex(/^[a-z0-9][a-z0-9_-]{1,39}$/),
})
export const updateSourceValidator = vine.create({ ...sourceValues, version: version.clone() })

export const sourceRankingValidator = vine.create({
  sources: vine.array(vine.string().trim().maxLength(40)).minLength(1).maxLength(50),
  refreshDays: vine.number().withoutDecimals().range([1, 3650]).nullable(),
  version: version.clone(),
})

/** Records by the names of the source; a batch is one request. */
export const sourceRecordsValidator = vine.create({
  records: vine
    .array(
      vine.record(
        vine.unionOfTypes([vine.string().maxLength(5000), vine.number(), vine.boolean()]).nullable()
      )
    )
    .minLength(1)
    .maxLength(1000),
})
