import type { QueryClientContract } from '@adonisjs/lucid/types/database'

/** Items of these classes that have a value of the attribute, set aside or not. */
export async function countAttributeValues(
  client: QueryClientContract,
  classIds: number[],
  key: string
): Promise<number> {
  // Keys are made of small letters, digits and underscores.
  const path = `$.${key}`
  const row = await client
    .from('configuration_items')
    .where((query) => {
      void query
        .where((present) => {
          void present.whereIn('ci_class_id', classIds)
          void present.whereRaw('json_extract(attributes, ?) is not null', [path])
        })
        .orWhereRaw('json_extract(set_aside, ?) is not null', [path])
    })
    .count('* as total')
    .first()
  return Number(row.total)
}
