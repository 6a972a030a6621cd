import { itemReferences, refersToItems, type ItemRepointing } from '#cmdb/queries/item_references'

/** Gives everything that names one item to another, in all domains. */
export async function repointItem(repointing: ItemRepointing) {
  const { trx, from, to } = repointing
  for (const { table, columns, repoint } of itemReferences()) {
    if (repoint) await repoint(repointing)
    else
      for (const column of columns)
        await trx
          .from(table)
          .where(column, from)
          .update({ [column]: to })
  }
}

refersToItems(
  {
    table: 'ci_relations',
    columns: ['source_id', 'target_id'],
    isOwn: true,
    repoint: repointRelations,
  },
  { table: 'ci_sightings', columns: ['item_id'], isOwn: true, repoint: repointSightings },
  { table: 'ci_findings', columns: ['item_id'], isOwn: true, repoint: repointFindings },
  { table: 'ci_former_numbers', columns: ['item_id'], isOwn: true },
  // Values of the one that goes go with it.
  { table: 'ci_provenances', columns: ['item_id'], isOwn: true, repoint: async () => {} }
)

/** A relation both had stays once, and none leads from the item to itself. */
async function repointRelations({ trx, from, to }: ItemRepointing) {
  const rows = await trx
    .from('ci_relations')
    .where((query) => {
      void query.whereIn('source_id', [from, to]).orWhereIn('target_id', [from, to])
    })
    .orderBy('id')
  const isOld = (row: Row) => row.source_id === from || row.target_id === from
  const keyOf = ({ relation_type_id: type, source_id: source, target_id: target }: Row) =>
    [type, source === from ? to : source, target === from ? to : target].join(' ')
  const kept = new Set(rows.filter((row: Row) => !isOld(row)).map(keyOf))
  const gone: number[] = []
  const moved: Row[] = []
  for (const row of rows.filter(isOld) as Row[]) {
    const isSelf = [from, to].includes(row.source_id) && [from, to].includes(row.target_id)
    if (isSelf || kept.has(keyOf(row))) gone.push(row.id)
    else moved.push(row)
    kept.add(keyOf(row))
  }
  await trx.from('ci_relations').whereIn('id', gone).delete()
  const ids = moved.map(({ id }) => id)
  for (const column of ['source_id', 'target_id']) {
    await trx
      .from('ci_relations')
      .whereIn('id', ids)
      .where(column, from)
      .update({ [column]: to })
  }
}

type Row = { id: number; relation_type_id: number; source_id: number; target_id: number }

async function repointSightings({ trx, from, to }: ItemRepointing) {
  const sightings = () => trx.from('ci_sightings')
  const own = await sightings().where('item_id', to).select('ci_source_id')
  const known = own.map((row) => row.ci_source_id)
  await sightings().where('item_id', from).whereIn('ci_source_id', known).delete()
  await sightings().where('item_id', from).update({ item_id: to })
}

/** What was found about either is settled by their becoming one. */
async function repointFindings({ trx, from, to }: ItemRepointing) {
  await trx.from('ci_findings').where('item_id', from).update({ item_id: to, state: 'resolved' })
}
