import { followContractEnds } from '#contracts/actions/follow_contract_ends'
import { Job } from '@adonisjs/queue'

/** Each hour, as days begin by the zones of the contracts: ends that come near, renewals, ends. */
export default class FollowContractEndsJob extends Job<Record<string, never>> {
  static override options = { timeout: '30m' }

  async execute() {
    await followContractEnds.handle()
  }
}
