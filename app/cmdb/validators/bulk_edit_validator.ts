import { EDIT_MODES } from '#cmdb/workflow/bulk_edit'
import vine from '@vinejs/vine'

/** Items by id, or the list's address; of both the ids count. */
export const bulkScopeValidator = vine.create({
  ids: vine
    .array(vine.number().positive().withoutDecimals())
    .minLength(1)
    .maxLength(1000)
    .optional(),
  query: vine.record(vine.string().maxLength(2000)).optional(),
})

export const bulkEditValidator = vine.create({
  edits: vine
    .array(
      vine.object({
        field: vine.string().maxLength(80),
        mode: vine.enum(EDIT_MODES),
        value: vine
          .unionOfTypes([
            vine.string().maxLength(5000),
            vine.number(),
            vine.boolean(),
            vine.array(vine.string().maxLength(500)).maxLength(500),
          ])
          .nullable()
          .optional(),
      })
    )
    .minLength(1)
    .maxLength(20),
  reason: vine.string().trim().maxLength(1000).nullable().optional(),
})
