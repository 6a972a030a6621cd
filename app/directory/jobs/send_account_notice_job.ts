import { mailAccountNotice, type NoticePayload } from '#directory/actions/mail_account_notice'
import { Job } from '@adonisjs/queue'

export default class SendAccountNoticeJob extends Job<NoticePayload> {
  static override options = { name: 'send_account_notice', maxRetries: 3, timeout: '1m' }

  async execute() {
    await mailAccountNotice.handle(this.payload)
  }
}
