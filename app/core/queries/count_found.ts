import type { LucidModel, ModelQueryBuilderContract } from '@adonisjs/lucid/types/model'

/** How many records a scoped query finds. */
export async function countFound<Model extends LucidModel>(
  query: ModelQueryBuilderContract<Model, InstanceType<Model>>
): Promise<number> {
  const row = await query.count('* as total').firstOrFail()
  return Number(row.$extras.total)
}
