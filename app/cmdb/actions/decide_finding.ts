import { FINDING_SUBJECT } from '#cmdb/actions/find_open_finding'
import type UnauthorisedChange from '#cmdb/models/unauthorised_change'
import { recordAudit } from '#core/actions/record_audit'
import type { Actor } from '#core/actor'
import { clock } from '#core/clock'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'

type Decision = { actor: Actor; state: 'accepted' | 'reverted'; reason: string | null }

/** Writes what was decided of a locked finding, with its history. */
export async function decideFinding(
  trx: TransactionClientContract,
  finding: UnauthorisedChange,
  { actor, state, reason }: Decision
) {
  await finding
    .merge({ state, reason, openKey: null, version: finding.version + 1 })
    .merge({ decidedByUserId: actor.userId, decidedAt: clock.now() })
    .save()
  await recordAudit(trx, {
    ...{ actor, subjectType: FINDING_SUBJECT, subjectId: finding.id },
    ...{ subjectVersion: finding.version, organisationId: finding.organisationId },
    ...{ action: `unauthorised_change.${state}`, reason },
    changes: [{ field: 'state', before: 'open', after: state }],
  })
}
