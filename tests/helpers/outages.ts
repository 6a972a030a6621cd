import ServiceOutage from '#catalog/models/service_outage'
import { clock } from '#core/clock'
import type Organisation from '#directory/models/organisation'
import { DateTime } from 'luxon'

type Values = Partial<
  Pick<ServiceOutage, 'kind' | 'effect' | 'reason' | 'ticketNumber'> & {
    /** Wall clock in Moscow, `2026-03-02 10:00`. */
    from: string
    /** Null, or absent: it goes on. */
    to: string | null
    announcedAt: string
    /** For these alone; without any for all. */
    organisations: Pick<Organisation, 'id'>[]
  }
>

export function moscow(text: string): DateTime {
  return DateTime.fromSQL(text, { zone: 'Europe/Moscow' }).toUTC()
}

/** An outage as if it had been registered. */
export async function createOutage({ id: serviceId }: { id: number }, values: Values = {}) {
  const { from, to = null, announcedAt, organisations = [], ...plain } = values
  const endsAt = to === null ? null : moscow(to)
  const outage = await ServiceOutage.create({
    ...{ serviceId, kind: 'unplanned', effect: 'down', reason: 'A disk failed', version: 1 },
    startsAt: from ? moscow(from) : clock.now().minus({ hours: 1 }).startOf('minute'),
    endsAt,
    isForAll: organisations.length === 0,
    announcedAt: announcedAt ? moscow(announcedAt) : null,
    announcedUntil: announcedAt ? endsAt : null,
    ...plain,
  })
  await outage.related('organisations').attach(organisations.map(({ id }) => id))
  return outage
}
