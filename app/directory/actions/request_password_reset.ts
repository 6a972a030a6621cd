import { canSendMail } from '#config/mail'
import { enqueueJob } from '#core/actions/enqueue_job'
import { recordAudit } from '#core/actions/record_audit'
import { SYSTEM_ACTOR } from '#core/actor'
import { inTransaction } from '#core/transaction'
import { actorOf, type Caller } from '#directory/actions/open_session'
import { NoMailServer } from '#directory/errors/passwords'
import { TooManyTries } from '#directory/errors/sign_in'
import SendPasswordResetJob from '#directory/jobs/send_password_reset_job'
import User from '#directory/models/user'
import { addressKey } from '#directory/workflow/address_key'
import limiter from '@adonisjs/limiter/services/main'

type Input = { email: string; caller: Caller }

const PER_ADDRESS = { requests: 10, duration: '15 min' } as const
/** More mails than these bury the first; the answer stays the same. */
const PER_ACCOUNT = { requests: 3, duration: '15 min' } as const

/**
 * Has a link mailed to the account with this address. Whether there is one, nobody learns: the same
 * rows are written and the same answer given. Throws NoMailServer, TooManyTries.
 */
export const requestPasswordReset = {
  async handle({ email, caller }: Input) {
    if (!canSendMail()) throw new NoMailServer()
    const address = addressKey(caller.ip ?? '')
    const byAddress = await limiter.use('memory', { ...PER_ADDRESS }).increment(`reset:${address}`)
    if (byAddress.consumed > byAddress.limit) throw new TooManyTries(byAddress.availableIn, 'email')
    const byAccount = await limiter.use({ ...PER_ACCOUNT }).increment(`reset:${email}`)
    if (byAccount.consumed > byAccount.limit) return

    const user = await this.find(email)
    await inTransaction(async (trx) => {
      const actor = user
        ? actorOf(user, caller.requestId)
        : { ...SYSTEM_ACTOR, requestId: caller.requestId }
      await recordAudit(trx, {
        actor,
        subjectType: 'user',
        subjectId: user?.id ?? 0,
        organisationId: null,
        action: 'user.password_reset_requested',
        changes: [{ field: 'ip', before: null, after: caller.ip }],
      })
      await enqueueJob(trx, SendPasswordResetJob.dispatch({ userId: user?.id ?? null }))
    })
  },

  async find(email: string): Promise<User | null> {
    const found = await User.query().where({ email, isActive: true }).preload('person').first()
    return found?.email === email && found.person.isActive ? found : null
  },
}
