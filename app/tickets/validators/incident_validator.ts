import {
  GIVEN_CANCELLATION_REASONS,
  RESOLUTION_CODES,
  TICKET_CHANNELS,
} from '#tickets/workflow/codes'
import { COMMENT_VISIBILITIES } from '#tickets/workflow/kinds'
import { LEVELS, PRIORITIES } from '#tickets/workflow/priority'
import vine from '@vinejs/vine'

const TITLE_MAX = 300
const TEXT_MAX = 50_000
const REASON_MAX = 2_000
/** INC-16 */
const RESOLUTION_MIN = 10

const id = () => vine.number().positive().withoutDecimals()
const version = () => vine.number().positive().withoutDecimals()
const reason = () => vine.string().minLength(3).maxLength(REASON_MAX)

export const registerIncidentValidator = vine.create({
  requesterId: id().optional(),
  serviceId: id().nullable().optional(),
  ciIds: vine.array(id()).maxLength(50).optional(),
  categoryId: id().nullable().optional(),
  teamId: id().nullable().optional(),
  impact: vine.number().in([...LEVELS]),
  urgency: vine.number().in([...LEVELS]),
  title: vine.string().minLength(3).maxLength(TITLE_MAX),
  description: vine.string().minLength(3).maxLength(TEXT_MAX),
  channel: vine.enum(TICKET_CHANNELS).optional(),
})

export const previewIncidentValidator = vine.create({
  requesterId: id().optional(),
  serviceId: id().optional(),
  ciIds: vine.array(id()).maxLength(50).optional(),
  impact: vine.number().in([...LEVELS]),
  urgency: vine.number().in([...LEVELS]),
})

export const updateIncidentValidator = vine.create({
  version: version(),
  title: vine.string().minLength(3).maxLength(TITLE_MAX).optional(),
  description: vine.string().minLength(3).maxLength(TEXT_MAX).optional(),
  impact: vine
    .number()
    .in([...LEVELS])
    .optional(),
  urgency: vine
    .number()
    .in([...LEVELS])
    .optional(),
  serviceId: id().nullable().optional(),
  primaryCiId: id().nullable().optional(),
  categoryId: id().nullable().optional(),
  priority: vine
    .number()
    .in([...PRIORITIES])
    .nullable()
    .optional(),
  reason: reason().nullable().optional().requiredIfExists('priority'),
})

export const stepValidator = vine.create({ version: version() })

export const assignValidator = vine.create({
  version: version(),
  teamId: id(),
  assigneeId: id().nullable().optional(),
  note: vine.string().maxLength(REASON_MAX).nullable().optional(),
})

export const reasonValidator = vine.create({ version: version(), reason: reason() })

export const closeValidator = vine.create({
  version: version(),
  reason: vine.string().maxLength(REASON_MAX).nullable().optional(),
})

export const awaitCustomerValidator = vine.create({
  version: version(),
  question: vine.string().minLength(3).maxLength(TEXT_MAX),
})

export const awaitVendorValidator = vine.create({
  version: version(),
  vendor: vine.string().minLength(2).maxLength(120),
  reference: vine.string().minLength(1).maxLength(120),
  expectedOn: vine.string().regex(/^\d{4}-\d{2}-\d{2}$/),
})

export const resolveValidator = vine.create({
  version: version(),
  code: vine.enum(RESOLUTION_CODES),
  text: vine.string().minLength(RESOLUTION_MIN).maxLength(TEXT_MAX),
  closureCategoryId: id(),
})

export const cancelValidator = vine.create({
  version: version(),
  cause: vine.enum(GIVEN_CANCELLATION_REASONS),
  note: vine.string().maxLength(REASON_MAX).nullable().optional(),
})

export const commentValidator = vine.create({
  visibility: vine.enum(COMMENT_VISIBILITIES),
  body: vine.string().minLength(1).maxLength(TEXT_MAX),
})
