import type { ItemRepointing } from '#cmdb/queries/item_references'

/** A contract covers an item once, whichever of the two it named. */
export async function repointContractItems({ trx, from, to }: ItemRepointing) {
  const links = () => trx.from('contract_items')
  const covered = await links().where('ci_id', to).select('contract_id')
  await links()
    .where('ci_id', from)
    .whereIn(
      'contract_id',
      covered.map((row) => row.contract_id)
    )
    .delete()
  await links().where('ci_id', from).update({ ci_id: to })
}
