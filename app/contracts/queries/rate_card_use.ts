import { settledUntilEach } from '#contracts/queries/settled_until'
import type { Principal } from '#directory/queries/principal'
import db from '@adonisjs/lucid/services/db'
import type { QueryClientContract } from '@adonisjs/lucid/types/database'

const use = (client: QueryClientContract, rateCardId: number) =>
  client
    .from('contract_terms')
    .join('contracts', 'contracts.id', 'contract_terms.contract_id')
    .where('contract_terms.rate_card_id', rateCardId)

/** Whether contracts beyond what the principal edits draw on a card. */
export async function drawnOnByOthers(principal: Principal, rateCardId: number): Promise<boolean> {
  const { organisationIds } = principal.reach('contracts.edit')
  const other = await use(db.connection(), rateCardId)
    .whereNotIn('contracts.organisation_id', [...organisationIds])
    .select('contracts.id')
    .first()
  return Boolean(other)
}

export async function isDrawnOn(client: QueryClientContract, rateCardId: number): Promise<boolean> {
  return Boolean(await use(client, rateCardId).select('contracts.id').first())
}

/** The latest day that some contract drawing on a card was charged for good up to (§7.6). */
export async function cardSettledUntil(
  client: QueryClientContract,
  rateCardId: number
): Promise<string | null> {
  const rows = await use(client, rateCardId).distinct('contracts.id')
  const days = await settledUntilEach(
    rows.map((row) => Number(row.id)),
    client
  )
  return [...days.values()].sort().at(-1) ?? null
}
