import { sweepSignIn } from '#directory/actions/sweep_sign_in'
import { Job } from '@adonisjs/queue'

/** Each night. */
export default class SweepSignInJob extends Job<Record<string, never>> {
  static override options = { name: 'sweep_sign_in', removeOnComplete: { age: '1h' } }

  async execute() {
    await sweepSignIn.handle()
  }
}
