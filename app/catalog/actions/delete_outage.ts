import { outageHistory } from '#catalog/actions/outage_history'
import ServiceOutage from '#catalog/models/service_outage'
import { recordAudit } from '#core/actions/record_audit'
import { refuseStale } from '#core/actions/refuse_stale'
import type { Actor } from '#core/actor'
import type { Plain } from '#core/errors'
import { inTransaction } from '#core/transaction'

type Input = { actor: Actor; outageId: number; seenVersion: number; why: string }

/** Takes back an outage that was none; what it said stays in the history. Throws StaleRecord. */
export const deleteOutage = {
  async handle({ actor, outageId, seenVersion, why }: Input) {
    await inTransaction(async (trx) => {
      const outage = await ServiceOutage.query({ client: trx })
        .where('id', outageId)
        .forUpdate()
        .firstOrFail()
      await refuseStale(trx, 'service_outage', outage, seenVersion)
      const concerned = await outage.useTransaction(trx).related('organisations').query()
      const { organisationId, ...event } = outageHistory(actor, concerned, 'deleted')
      await recordAudit(trx, {
        ...event,
        organisationId: organisationId(),
        ...{ subjectId: outage.id, reason: why, changes: lostOf(outage, concerned) },
      })
      await outage.delete()
    })
  },
}

function lostOf(outage: ServiceOutage, concerned: readonly { code: string }[]) {
  const { serviceId, kind, effect, isForAll, reason, ticketNumber } = outage
  const lost: Record<string, Plain> = {
    ...{ serviceId, kind, effect, startsAt: outage.startsAt.toISO() },
    ...{ endsAt: outage.endsAt?.toISO() ?? null, isForAll },
    organisationIds: concerned.map(({ code }) => code).join(', ') || null,
    ...{ reason, ticketNumber },
  }
  return Object.entries(lost)
    .filter(([, before]) => before !== null)
    .map(([field, before]) => ({ field, before, after: null }))
}
