import { sealAudit } from '#core/actions/seal_audit'
import logger from '@adonisjs/core/services/logger'
import { Job } from '@adonisjs/queue'

/** Each minute: seals the audit and leaves the seal's hash in the log, out of the database's reach. */
export default class SealAuditJob extends Job<Record<string, never>> {
  static override options = { name: 'seal_audit', removeOnComplete: { age: '1h' } }

  async execute() {
    const seal = await sealAudit.handle()
    if (!seal) return
    logger.info({ seal: seal.id, events: seal.total_count, hash: seal.hash }, 'audit sealed')
  }
}
