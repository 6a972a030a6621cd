import type { TransactionClientContract } from '@adonisjs/lucid/types/database'

/** Comments keep author and time, and the incident they were written on first. */
export async function moveConversation(
  trx: TransactionClientContract,
  sourceIds: readonly number[],
  targetId: number
) {
  const comments = () => trx.from('ticket_comments').whereIn('ticket_id', [...sourceIds])
  await comments()
    .whereNull('origin_ticket_id')
    .update({ origin_ticket_id: trx.raw('ticket_id') })
  await comments().update({ ticket_id: targetId })
}

/** What the duplicates were about, without what the target is about already. */
export async function moveItems(
  trx: TransactionClientContract,
  sourceIds: readonly number[],
  targetId: number
) {
  const links = (ids: readonly number[]) =>
    trx.from('ticket_configuration_items').whereIn('ticket_id', [...ids])
  const known = new Set((await links([targetId])).map(({ ci_id: id }) => Number(id)))
  const brought = new Set((await links(sourceIds)).map(({ ci_id: id }) => Number(id)))
  const rows = [...brought.difference(known)].map((id) => ({ ticket_id: targetId, ci_id: id }))
  if (rows.length > 0) await trx.table('ticket_configuration_items').multiInsert(rows)
  await links(sourceIds).delete()
}
