import { inTransaction } from '#core/transaction'
import type { Actor } from '#core/actor'
import { clock } from '#core/clock'
import { moveMergedRecords } from '#tickets/actions/merge_followers'
import { moveConversation, moveItems } from '#tickets/actions/move_ticket_records'
import { openEarlier } from '#tickets/actions/open_earlier'
import { reindexTicket } from '#tickets/actions/reindex_ticket'
import { lockMerge, type MergeSource } from '#tickets/actions/lock_merge'
import { stepIncident, withIncident } from '#tickets/actions/transition_incident'
import { saveWithHistory } from '#tickets/actions/write_history'
import type Ticket from '#tickets/models/ticket'
import { earliestOpening } from '#tickets/workflow/merge_rules'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import type { DateTime } from 'luxon'

export type MergeIncidents = {
  actor: Actor
  targetId: number
  /** What the person saw of the target and of each duplicate (G-15). */
  version?: number
  sources: readonly MergeSource[]
  reason: string | null
}
type Merge = { trx: TransactionClientContract; actor: Actor; reason: string | null; at: DateTime }

/**
 * Makes duplicates one with the target (INC-22): they end as cancelled, their clocks count no more
 * (§3.3.8), and what was said, linked and worked on them goes on at the target, which takes the
 * earliest opening of all. All of it happens, or nothing.
 * @throws MergeRefused, TransitionRefused, StaleRecord
 */
export const mergeIncidents = {
  async handle(input: MergeIncidents): Promise<Ticket> {
    return inTransaction((trx) => this.merge(trx, input))
  },

  /** Within the transaction of a larger act. */
  async merge(trx: TransactionClientContract, input: MergeIncidents): Promise<Ticket> {
    const { target, sources } = await lockMerge(trx, input)
    const { actor, reason } = input
    const merge = { trx, actor, reason, at: clock.now() }
    for (const source of sources) await endDuplicate(merge, source, target)
    const sourceIds = sources.map(({ id }) => id)
    await moveConversation(trx, sourceIds, target.id)
    await moveItems(trx, sourceIds, target.id)
    await moveMergedRecords(trx, { actor, sources, target })
    await openEarlier(trx, target, earliestOpening([target, ...sources]), merge.at)
    await tellTarget(merge, target, sources)
    for (const ticket of [target, ...sources]) await reindexTicket(trx, ticket)
    return target
  },
}

async function endDuplicate({ trx, actor, reason, at }: Merge, source: Ticket, target: Ticket) {
  const locked = await withIncident({ trx, ticket: source, at })
  locked.incident.merge({ cancellationReason: 'duplicate', duplicateOfId: target.id })
  await stepIncident(locked, {
    ...{ actor, action: 'merge', reason },
    events: [{ kind: 'cancelled', cause: 'merged', at }],
    extraChanges: [{ field: 'duplicateOfId', before: null, after: target.id }],
  })
}

async function tellTarget({ trx, actor, reason }: Merge, target: Ticket, sources: Ticket[]) {
  await saveWithHistory(trx, target, {
    ...{ actor, action: 'incident.took_duplicates', reason },
    extraChanges: sources.map(({ id }) => ({ field: 'duplicateId', before: null, after: id })),
  })
}
