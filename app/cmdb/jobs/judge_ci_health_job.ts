import { requestCiHealth } from '#cmdb/actions/request_ci_health'
import { Job } from '@adonisjs/queue'

/** Each night: the health of the CMDB as of the day (domain §4.7). */
export default class JudgeCiHealthJob extends Job<Record<string, never>> {
  static override options = { name: 'judge_ci_health', removeOnComplete: { age: '1h' } }

  async execute() {
    await requestCiHealth.handle()
  }
}
