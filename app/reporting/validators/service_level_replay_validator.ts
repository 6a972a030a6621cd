import { REPLAY_SCOPES } from '#sla/queries/promise_replay'
import vine from '@vinejs/vine'

/** The filter travels as the page's own address; agreement and calendar are codes. */
export const serviceLevelReplayValidator = vine.create({
  agreement: vine.string().trim().maxLength(60).nullable().optional(),
  calendar: vine.string().trim().maxLength(60).nullable().optional(),
  scope: vine.enum(REPLAY_SCOPES),
  query: vine.record(vine.string().maxLength(80)).maxLength(12).optional(),
})
