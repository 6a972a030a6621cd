import { mailNotices } from '#tickets/actions/mail_notices'
import type { NoticeParams } from '#core/actions/notify'
import { Job } from '@adonisjs/queue'

type Payload = { userId: number; notices: { ticketId: number; params: NoticeParams }[] }

/** One letter with the notices one person got at once. */
export default class MailNoticesJob extends Job<Payload> {
  static override options = { name: 'mail_notices', maxRetries: 3, timeout: '1m' }

  async execute() {
    await mailNotices.handle(this.payload)
  }
}
