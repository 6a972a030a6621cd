import { canSendMail } from '#config/mail'
import MailContractNoticesJob from '#contracts/jobs/mail_contract_notices_job'
import type Contract from '#contracts/models/contract'
import { enqueueJob } from '#core/actions/enqueue_job'
import { notify, type NoticeParams } from '#core/actions/notify'
import { usersOf } from '#directory/queries/notice_readers'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'

type Sent = {
  people: number[]
  /** Each with `number` and `event`; the words are `contracts.notice.<event>`. */
  notices: readonly NoticeParams[]
  /** What the notices lead to; the contract itself when none is given. */
  subject?: { subjectType: string; subjectId: number }
}

/** Tells people about a contract in the shell and by mail, in the transaction of what is told. */
export async function sendContractNotices(
  trx: TransactionClientContract,
  { id }: Contract,
  { people, notices, subject = { subjectType: 'contract', subjectId: id } }: Sent
) {
  const of = { kind: 'contract', ...subject }
  for (const userId of await usersOf(trx, people)) {
    await notify(
      trx,
      notices.map((params) => ({ ...of, userId, params }))
    )
    if (!canSendMail()) continue
    await enqueueJob(
      trx,
      MailContractNoticesJob.dispatch({ userId, contractId: id, notices: [...notices] })
    )
  }
}
