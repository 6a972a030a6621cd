import { canSendMail } from '#config/mail'
import { enqueueJob } from '#core/actions/enqueue_job'
import type { Actor } from '#core/actor'
import { clock } from '#core/clock'
import SendAccountNoticeJob from '#directory/jobs/send_account_notice_job'
import type { AccountNotice } from '#directory/models/account_notices'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'

type Input = {
  userId: number
  notice: AccountNotice
  actor: Actor
  /** Where it goes when that is not the account's address any more. */
  to?: string
}

/**
 * Has the owner told of a change that a thief would make too, in the change's own transaction.
 * Nothing happens where no mail is sent.
 */
export async function notifyAccount(
  trx: TransactionClientContract,
  { userId, notice, actor, to }: Input
) {
  if (!canSendMail()) return
  const byUserId = actor.userId === userId ? null : actor.userId
  const at = clock.now().toISO()
  await enqueueJob(
    trx,
    SendAccountNoticeJob.dispatch({ userId, notice, byUserId, at, to: to ?? null })
  )
}
