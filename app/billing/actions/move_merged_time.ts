import { recordAudits } from '#core/actions/record_audit'
import { clock } from '#core/clock'
import { toSqlUtc } from '#core/columns'
import { formatMinutes } from '#core/duration'
import type { MergedTickets, MergeFollower } from '#tickets/actions/merge_followers'
import type { QueryClientContract, TransactionClientContract } from '@adonisjs/lucid/types/database'

/**
 * Time logged on duplicates goes on at the incident they went into (INC-22), with the contract,
 * day and minutes it was logged with.
 */
export const moveMergedTime: MergeFollower = {
  key: 'time',

  async amounts(client: QueryClientContract, ticketIds: readonly number[]) {
    const rows = await client
      .from('time_entries')
      .whereIn('ticket_id', [...ticketIds])
      .groupBy('ticket_id')
      .select('ticket_id')
      .sum('raw_minutes as minutes')
    return new Map(rows.map((row) => [Number(row.ticket_id), Number(row.minutes)]))
  },

  async move(trx: TransactionClientContract, merged: MergedTickets) {
    const { sources, target } = merged
    const ids = sources.map(({ id }) => id)
    const minutes = await this.amounts(trx, ids)
    if (minutes.size === 0) return
    await trx
      .from('time_entries')
      .whereIn('ticket_id', ids)
      .update({
        ticket_id: target.id,
        version: trx.raw('version + 1'),
        updated_at: toSqlUtc(clock.now()),
      })
    await recordAudits(trx, entriesOf(merged, minutes))
  },
}

/** Part of the history of both, where people look for it. */
function entriesOf(
  { actor, sources, target }: MergedTickets,
  minutes: ReadonlyMap<number, number>
) {
  return sources.flatMap((source) => {
    const moved = minutes.get(source.id)
    if (moved === undefined) return []
    const time = formatMinutes(moved)
    return [
      entryOf('time.moved_away', source, { field: 'time', before: time, after: null }),
      entryOf('time.moved_here', target, { field: 'time', before: null, after: time }),
    ]
  })

  function entryOf(
    action: string,
    { id, organisationId }: typeof target,
    change: { field: string; before: string | null; after: string | null }
  ) {
    return {
      actor,
      subjectType: 'ticket',
      subjectId: id,
      organisationId,
      action,
      changes: [change],
    }
  }
}
