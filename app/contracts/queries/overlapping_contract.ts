import Contract from '#contracts/models/contract'
import type { QueryClientContract } from '@adonisjs/lucid/types/database'

type Cover = Pick<Contract, 'organisationId' | 'startsOn' | 'endsOn'> & {
  /** Null while it is not stored. */
  id: number | null
  serviceIds: readonly number[]
  ciIds: readonly number[]
}

/** What two contracts share: a service or an item by its name, or that both are for everything. */
export type Overlap = {
  number: string
  field: 'serviceIds' | 'ciIds'
  shared: { nameRu: string; nameEn: string } | null
}

/**
 * Another contract of the same client, active in some of the same days, that would take the same
 * tickets: it names one of the services or items, or like this one it names none (`findContract`).
 */
export async function overlappingContract(
  cover: Cover,
  client: QueryClientContract
): Promise<Overlap | null> {
  const others = await Contract.query({ client })
    .where({ organisationId: cover.organisationId, state: 'active' })
    .whereNot('id', cover.id ?? 0)
    .where((query) => void query.whereNull('endsOn').orWhere('endsOn', '>=', cover.startsOn))
    .if(cover.endsOn !== null, (query) => void query.where('startsOn', '<=', cover.endsOn!))
    .preload('services')
    .preload('items')
    .orderBy('id')
  for (const { number, services, items } of others) {
    const item = items.find(({ id }) => cover.ciIds.includes(id))
    if (item) {
      const label = `${item.number} ${item.name}`
      return { number, field: 'ciIds', shared: { nameRu: label, nameEn: label } }
    }
    const service = services.find(({ id }) => cover.serviceIds.includes(id))
    if (service) {
      const { nameRu, nameEn } = service
      return { number, field: 'serviceIds', shared: { nameRu, nameEn } }
    }
    const areBothForAll = services.length === 0 && cover.serviceIds.length === 0
    const haveNoItems = items.length === 0 && cover.ciIds.length === 0
    if (areBothForAll && haveNoItems) return { number, field: 'serviceIds', shared: null }
  }
  return null
}
