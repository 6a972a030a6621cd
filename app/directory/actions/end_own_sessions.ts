import { recordAudit } from '#core/actions/record_audit'
import { inTransaction } from '#core/transaction'
import { endSessions } from '#directory/actions/end_sessions'
import { actorOf } from '#directory/actions/open_session'
import type User from '#directory/models/user'
import UserSession from '#directory/models/user_session'

type Input = { user: User; requestId: string | null }

export const endOwnSessions = {
  /** One of one's sessions; another's does not exist (404). */
  async one({ user, id, requestId }: Input & { id: number }) {
    await UserSession.query().where({ id, userId: user.id }).firstOrFail()
    await this.end({ user, requestId }, { id })
  },

  async others({ user, sessionId, requestId }: Input & { sessionId: number }) {
    await this.end({ user, requestId }, { exceptId: sessionId })
  },

  async end({ user, requestId }: Input, which: { id?: number; exceptId?: number }) {
    await inTransaction(async (trx) => {
      const ended = await endSessions(trx, { userId: user.id, ...which, reason: 'ended_by_owner' })
      if (ended === 0) return
      await recordAudit(trx, {
        actor: actorOf(user, requestId),
        subjectType: 'user',
        subjectId: user.id,
        organisationId: null,
        action: 'user.sessions_ended',
        changes: [{ field: 'sessions', before: null, after: ended }],
      })
    })
  },
}
