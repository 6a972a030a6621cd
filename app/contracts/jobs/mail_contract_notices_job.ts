import { mailContractNotices } from '#contracts/actions/mail_contract_notices'
import type { NoticeParams } from '#core/actions/notify'
import { Job } from '@adonisjs/queue'

type Payload = { userId: number; contractId: number; notices: NoticeParams[] }

/** One letter with what one person was told of a contract at once. */
export default class MailContractNoticesJob extends Job<Payload> {
  static override options = { name: 'mail_contract_notices', maxRetries: 3, timeout: '1m' }

  async execute() {
    await mailContractNotices.handle(this.payload)
  }
}
