import { recordAudits } from '#core/actions/record_audit'
import { clock } from '#core/clock'
import { toSqlUtc } from '#core/columns'
import type { MergedTickets, MergeFollower } from '#tickets/actions/merge_followers'
import type { QueryClientContract, TransactionClientContract } from '@adonisjs/lucid/types/database'

/**
 * What was spent on duplicates goes on at the incident they went into (INC-22), with the contract it
 * was spent under.
 */
export const moveMergedExpenses: MergeFollower = {
  key: 'expenses',

  async amounts(client: QueryClientContract, ticketIds: readonly number[]) {
    const rows = await client
      .from('expenses')
      .whereIn('ticket_id', [...ticketIds])
      .groupBy('ticket_id')
      .select('ticket_id')
      .count('* as total')
    return new Map(rows.map((row) => [Number(row.ticket_id), Number(row.total)]))
  },

  async move(trx: TransactionClientContract, merged: MergedTickets) {
    const { actor, sources, target } = merged
    const ids = sources.map(({ id }) => id)
    const counts = await this.amounts(trx, ids)
    if (counts.size === 0) return
    await trx
      .from('expenses')
      .whereIn('ticket_id', ids)
      .update({
        ticket_id: target.id,
        version: trx.raw('version + 1'),
        updated_at: toSqlUtc(clock.now()),
      })
    await recordAudits(
      trx,
      sources.flatMap((source) => {
        const count = counts.get(source.id)
        if (count === undefined) return []
        const of = { actor, subjectType: 'ticket' }
        return [
          {
            ...{ ...of, subjectId: source.id, organisationId: source.organisationId },
            action: 'expense.moved_away',
            changes: [{ field: 'expenses', before: count, after: null }],
          },
          {
            ...{ ...of, subjectId: target.id, organisationId: target.organisationId },
            action: 'expense.moved_here',
            changes: [{ field: 'expenses', before: null, after: count }],
          },
        ]
      })
    )
  },
}
