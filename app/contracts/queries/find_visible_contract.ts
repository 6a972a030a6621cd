import Contract from '#contracts/models/contract'
import type { Principal } from '#directory/queries/principal'

/** A contract one may see, by number, with parties, agreement, services and items. */
export async function findVisibleContract(principal: Principal, number: string): Promise<Contract> {
  return Contract.visibleTo(principal)
    .where('contracts.number', number)
    .preload('organisation')
    .preload('provider')
    .preload('agreement')
    .preload('services', (services) => void services.orderBy('code'))
    .preload('items', (items) => void items.orderBy('number'))
    .firstOrFail()
}
