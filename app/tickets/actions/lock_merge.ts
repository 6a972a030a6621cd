import { refuseStale } from '#core/actions/refuse_stale'
import { MergeRefused, TransitionRefused } from '#tickets/errors'
import Ticket from '#tickets/models/ticket'
import { nextState } from '#tickets/workflow/incident_workflow'
import type { IncidentState } from '#tickets/workflow/kinds'
import { targetRefusal } from '#tickets/workflow/merge_rules'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'

export type MergeSource = { ticketId: number; version?: number }
type Input = { targetId: number; version?: number; sources: readonly MergeSource[] }

/**
 * Locks all incidents of a merge in the order of their ids, so that two merges crosswise wait for
 * each other instead of both going on, and refuses what may not become one.
 */
export async function lockMerge(
  trx: TransactionClientContract,
  { targetId, version, sources }: Input
) {
  const versions = new Map(sources.map((source) => [source.ticketId, source.version]))
  if (versions.has(targetId)) throw new MergeRefused('itself')
  const tickets = await Ticket.query({ client: trx })
    .whereIn('id', [targetId, ...versions.keys()])
    .where('kind', 'incident')
    .orderBy('id')
    .forUpdate()
  const locked = new Map(tickets.map((ticket) => [ticket.id, ticket]))
  const find = (id: number) => locked.get(id) ?? missing()
  const target = find(targetId)
  await refuseStale(trx, 'ticket', target, version)
  const duplicates = [...versions.keys()].sort((a, b) => a - b).map(find)
  for (const duplicate of duplicates) {
    await refuseStale(trx, 'ticket', duplicate, versions.get(duplicate.id))
    const refusal = targetRefusal(target, duplicate)
    if (refusal) throw new MergeRefused(refusal, duplicate.number)
    const state = duplicate.state as IncidentState
    if (!nextState(state, 'merge')) throw new TransitionRefused('merge', state)
  }
  return { target, sources: duplicates }
}

function missing(): never {
  throw new MergeRefused('missing')
}
