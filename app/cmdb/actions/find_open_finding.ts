import UnauthorisedChange from '#cmdb/models/unauthorised_change'
import { refuseStale } from '#core/actions/refuse_stale'
import { Refusal } from '#core/errors'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'

export const FINDING_SUBJECT = 'unauthorised_change'

/**
 * The finding, locked, that somebody is about to decide.
 * @throws StaleRecord, Refusal when it is decided already
 */
export async function findOpenFinding(
  trx: TransactionClientContract,
  id: number,
  seenVersion: number
): Promise<UnauthorisedChange> {
  const finding = await UnauthorisedChange.query({ client: trx })
    .where('id', id)
    .forUpdate()
    .firstOrFail()
  await refuseStale(trx, FINDING_SUBJECT, finding, seenVersion)
  if (finding.state !== 'open') throw new Refusal('unauthorised_changes.errors.decided')
  return finding
}
