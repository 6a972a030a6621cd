import type { Caller } from '#directory/actions/open_session'
import { openSession } from '#directory/actions/open_session'
import { deviceMark } from '#directory/controllers/device_mark'
import type User from '#directory/models/user'
import { PENDING_SIGN_IN, SESSION_KEY } from '#directory/queries/sign_in_state'
import type { HttpContext } from '@adonisjs/core/http'

type How = { isSecondFactorPassed: boolean; brakes?: string[] }

/** Opens a session for this browser and remembers the browser for the account's brake. */
export async function letIn(ctx: HttpContext, user: User, how: How) {
  const key = await openSession.handle({ user, caller: callerOf(ctx), ...how })
  await ctx.auth.use('web').login(user)
  ctx.session.put(SESSION_KEY, key)
  ctx.session.forget(PENDING_SIGN_IN)
  deviceMark.give(ctx, user.email)
}

export function callerOf({ request }: HttpContext): Caller {
  return {
    ip: request.ip(),
    userAgent: request.header('user-agent') ?? null,
    requestId: request.id() ?? null,
  }
}
