import { outageHistory } from '#catalog/actions/outage_history'
import { OutageEndsTooEarly, OutageInFuture, OutageNotOngoing } from '#catalog/errors'
import ServiceOutage from '#catalog/models/service_outage'
import { refuseStale } from '#core/actions/refuse_stale'
import type { Actor } from '#core/actor'
import { clock } from '#core/clock'
import { inTransaction } from '#core/transaction'
import { saveVersioned } from '#directory/actions/save_versioned'
import type { DateTime } from 'luxon'

type Input = {
  actor: Actor
  outageId: number
  seenVersion: number
  /** Whole minutes; null is this minute. */
  endsAt: DateTime | null
}

/**
 * The service works again; maintenance may be over before its announced end. Throws StaleRecord,
 * OutageNotOngoing, OutageEndsTooEarly, OutageInFuture.
 */
export const endOutage = {
  async handle({ actor, outageId, seenVersion, endsAt }: Input): Promise<ServiceOutage> {
    return inTransaction(async (trx) => {
      const outage = await ServiceOutage.query({ client: trx })
        .where('id', outageId)
        .forUpdate()
        .firstOrFail()
      await refuseStale(trx, 'service_outage', outage, seenVersion)
      const now = clock.now()
      if (outage.stageAt(now) !== 'ongoing') throw new OutageNotOngoing()
      const end = endsAt ?? wholeMinute(outage.startsAt, now)
      if (end <= outage.startsAt) throw new OutageEndsTooEarly()
      if (endsAt && endsAt > now) throw new OutageInFuture('endsAt')
      outage.endsAt = end
      const concerned = await outage.useTransaction(trx).related('organisations').query()
      await saveVersioned(trx, outage, outageHistory(actor, concerned, 'ended'))
      return outage
    })
  },
}

/** An outage of less than a minute lasts one. */
function wholeMinute(startsAt: DateTime, now: DateTime): DateTime {
  const minute = now.startOf('minute')
  return minute > startsAt ? minute : startsAt.plus({ minutes: 1 })
}
