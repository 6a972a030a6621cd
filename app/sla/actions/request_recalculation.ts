import { recordAudit } from '#core/actions/record_audit'
import type { Actor } from '#core/actor'
import { inTransaction } from '#core/transaction'
import { queueRecalculation } from '#sla/actions/queue_recalculation'
import Agreement from '#sla/models/agreement'
import type ClockRecalculation from '#sla/models/clock_recalculation'
import { openClocksUnder } from '#sla/queries/open_clocks_under'

type Input = { actor: Actor; agreementId: number; reason: string }

/**
 * Has the open clocks of an agreement recalculated in the background (§3.3.10), one run of an
 * agreement at a time. Throws RecalculationUnderWay, TooManyRecalculations, E_ROW_NOT_FOUND.
 */
export const requestRecalculation = {
  async handle({ actor, agreementId, reason }: Input): Promise<ClockRecalculation> {
    return inTransaction(async (trx) => {
      const agreement = await Agreement.query({ client: trx })
        .where('id', agreementId)
        .forUpdate()
        .firstOrFail()
      const [row] = await openClocksUnder(agreementId, trx).countDistinct('ticket_id as count')
      await recordAudit(trx, {
        ...{ actor, subjectType: 'agreement', subjectId: agreementId, organisationId: null },
        action: 'agreement.recalculation_requested',
        reason,
        changes: [{ field: 'version', before: null, after: agreement.version }],
      })
      const ticketsTotal = Number(row.count)
      return queueRecalculation(trx, { agreementId }, { actor, reason, ticketsTotal })
    })
  },
}
