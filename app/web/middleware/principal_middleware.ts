import { endSessions } from '#directory/actions/end_sessions'
import { keepSessionSeen } from '#directory/actions/keep_session_seen'
import { findSession, type OpenSession } from '#directory/queries/find_session'
import { loadPrincipal } from '#directory/queries/load_principal'
import type { Principal } from '#directory/queries/principal'
import { PENDING_SIGN_IN, SESSION_KEY, type PendingSignIn } from '#directory/queries/sign_in_state'
import type { Actor, Channel } from '#core/actor'
import { clock } from '#core/clock'
import { inTransaction } from '#core/transaction'
import { policies } from '#generated/policies'
import { Bouncer } from '@adonisjs/bouncer'
import { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'

/** Finds out who asks and what their roles grant, and gives policies that principal. */
export default class PrincipalMiddleware {
  async handle(ctx: HttpContext, next: NextFn) {
    await ctx.auth.check()
    const user = ctx.auth.user
    ctx.visitor = user ? await this.#admit(ctx, user.id) : null
    // An account switched off or a session ended elsewhere is out with its next request (T8).
    if (user && !ctx.visitor) await ctx.auth.use('web').logout()

    ctx.bouncer = new Bouncer(() => ctx.visitor, {}, policies).setContainerResolver(
      ctx.containerResolver
    )
    return next()
  }

  async #admit(ctx: HttpContext, userId: number): Promise<Principal | null> {
    const session = await findSession(userId, ctx.session.get(SESSION_KEY))
    if (!session) return null
    if (session.lacksSecondFactor) return this.#sendToSecondStep(ctx, userId, session)
    await keepSessionSeen(session, ctx.request.ip())
    ctx.ownSession = session
    return loadPrincipal(userId)
  }

  /** A role began to demand what this session was opened without. */
  async #sendToSecondStep(ctx: HttpContext, userId: number, { id }: OpenSession): Promise<null> {
    await inTransaction((trx) => endSessions(trx, { userId, id, reason: 'second_factor_changed' }))
    const pending: PendingSignIn = { userId, since: clock.now().toMillis() }
    ctx.session.put(PENDING_SIGN_IN, pending)
    return null
  }
}

HttpContext.getter('listedSession', function (this: HttpContext) {
  if (!this.ownSession) throw new Error('A session exists only behind the auth middleware')
  return this.ownSession
})

declare module '@adonisjs/core/http' {
  export interface HttpContext {
    /** The principal, or null for a guest. */
    visitor: Principal | null
    ownSession?: OpenSession
    /** The principal behind the sign-in wall. */
    get principal(): Principal
    /** By which way the request came; what stays silent is a browser. */
    channel?: Channel
    /** The principal as the history names who acted. */
    get actor(): Actor
    /** The session behind the sign-in wall, as its owner's list names it. */
    get listedSession(): OpenSession
    bouncer: Bouncer<Principal, Record<never, never>, typeof policies>
  }
}
