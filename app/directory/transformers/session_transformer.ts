import type UserSession from '#directory/models/user_session'
import { deviceOf } from '#directory/workflow/device_name'
import { BaseTransformer } from '@adonisjs/core/transformers'

/** A place where somebody is signed in, for their own list. */
export default class SessionTransformer extends BaseTransformer<UserSession> {
  constructor(
    session: UserSession,
    private currentId: number
  ) {
    super(session)
  }

  toObject() {
    const { id, ip, userAgent, startedAt, lastSeenAt } = this.resource
    return {
      id,
      ip,
      device: deviceOf(userAgent),
      startedAt: startedAt.toISO()!,
      lastSeenAt: lastSeenAt.toISO()!,
      isCurrent: id === this.currentId,
    }
  }
}
