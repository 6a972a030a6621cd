import type { FindingState } from '#cmdb/models/finding_types'
import CiFinding from '#cmdb/models/ci_finding'
import { recordAudit } from '#core/actions/record_audit'
import type { Actor } from '#core/actor'
import { clock } from '#core/clock'
import { inTransaction } from '#core/transaction'

type Input = { actor: Actor; findingId: number; state: FindingState }

/** Settles a finding, puts it aside for good, or opens it again. */
export const closeFinding = {
  async handle({ actor, findingId, state }: Input) {
    await inTransaction(async (trx) => {
      const finding = await CiFinding.query({ client: trx })
        .where('id', findingId)
        .forUpdate()
        .firstOrFail()
      const before = finding.state
      if (before === state) return
      const isOpen = state === 'open'
      await finding
        .merge({
          ...{ state, closedAt: isOpen ? null : clock.now() },
          closedByUserId: isOpen ? null : actor.userId,
        })
        .save()
      await recordAudit(trx, {
        ...{ actor, subjectType: 'ci_finding', subjectId: finding.id },
        ...{ organisationId: finding.organisationId, action: `ci_finding.${state}` },
        changes: [{ field: 'state', before, after: state }],
      })
    })
  },
}
