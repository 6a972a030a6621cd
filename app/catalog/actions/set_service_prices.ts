import Service from '#catalog/models/service'
import type { Currency } from '#catalog/models/service_types'
import { refuseStale } from '#core/actions/refuse_stale'
import type { Actor } from '#core/actor'
import { inTransaction } from '#core/transaction'
import { saveVersioned } from '#directory/actions/save_versioned'

/** Of a month, in minor units of the currency; null is not known. */
export type ServicePrices = {
  costMinor: number | null
  priceMinor: number | null
  currency: Currency | null
}

type Input = { actor: Actor; serviceId: number; seenVersion: number; prices: ServicePrices }

/** What a service costs and is sold for (CAT-01). Throws StaleRecord. */
export const setServicePrices = {
  async handle({ actor, serviceId, seenVersion, prices }: Input): Promise<Service> {
    return inTransaction(async (trx) => {
      const service = await Service.query({ client: trx })
        .where('id', serviceId)
        .forUpdate()
        .firstOrFail()
      await refuseStale(trx, 'service', service, seenVersion)
      service.merge(prices)
      await saveVersioned(trx, service, {
        ...{ actor, subjectType: 'service', organisationId: () => null },
        action: 'service.prices_set',
      })
      return service
    })
  },
}
