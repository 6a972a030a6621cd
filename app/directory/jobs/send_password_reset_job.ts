import { mailPasswordReset } from '#directory/actions/mail_password_reset'
import { Job } from '@adonisjs/queue'

/** Without a user there is nothing to do: the job is there so that a request looks the same to its sender. */
export default class SendPasswordResetJob extends Job<{ userId: number | null }> {
  static override options = { name: 'send_password_reset', maxRetries: 3, timeout: '1m' }

  async execute() {
    const { userId } = this.payload
    if (userId !== null) await mailPasswordReset.handle({ userId })
  }
}
