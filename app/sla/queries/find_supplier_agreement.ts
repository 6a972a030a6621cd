import type { QueryClientContract } from '@adonisjs/lucid/types/database'

/** The agreement that stands with a supplier of this name or code on the date, or null. */
export async function findSupplierAgreement(
  name: string,
  onDate: string,
  client: QueryClientContract
): Promise<number | null> {
  const wanted = name.trim().toLowerCase()
  const row = await client
    .from('agreements')
    .join('organisations as suppliers', 'suppliers.id', 'agreements.supplier_id')
    .where('agreements.kind', 'uc')
    .where((query) => {
      void query
        .whereRaw('lower(suppliers.name) = ?', [wanted])
        .orWhereRaw('lower(suppliers.code) = ?', [wanted])
    })
    .where('agreements.valid_from', '<=', onDate)
    .where((query) => {
      void query.whereNull('agreements.valid_to').orWhere('agreements.valid_to', '>=', onDate)
    })
    .orderBy('agreements.id', 'desc')
    .select('agreements.id')
    .first()
  return row ? Number(row.id) : null
}
