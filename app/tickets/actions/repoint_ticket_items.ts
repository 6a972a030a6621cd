import type { ItemRepointing } from '#cmdb/queries/item_references'
import { portions } from '#core/portions'

const PER_QUERY = 500

/** A ticket names an item once, whichever of the two it named. */
export async function repointTicketItems({ trx, from, to }: ItemRepointing) {
  const links = () => trx.from('ticket_configuration_items')
  const own = new Set(
    (await links().where('ci_id', to).select('ticket_id')).map((row) => row.ticket_id)
  )
  const rows = await links().where('ci_id', from).select('id', 'ticket_id')
  const twice = rows.filter((row) => own.has(row.ticket_id)).map((row) => row.id)
  for (const some of portions(twice, PER_QUERY)) {
    await links().whereIn('id', some).delete()
  }
  await links().where('ci_id', from).update({ ci_id: to })
}
