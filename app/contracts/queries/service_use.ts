import { countFound } from '#core/queries/count_found'
import Contract from '#contracts/models/contract'
import { ENDED_STATES } from '#contracts/models/contract_types'
import type { Principal } from '#directory/queries/principal'
import db from '@adonisjs/lucid/services/db'
import type { QueryClientContract } from '@adonisjs/lucid/types/database'

/** How many contracts that have not ended name a service, of those the principal may see. */
export async function countContractsNaming(
  serviceId: number,
  principal: Principal | null,
  client: QueryClientContract = db.connection()
): Promise<number> {
  const query = principal ? Contract.visibleTo(principal) : Contract.query({ client })
  return countFound(
    query
      .whereHas('services', (services) => void services.where('services.id', serviceId))
      .whereNotIn('contracts.state', [...ENDED_STATES])
  )
}
