import { tellFollowers } from '#catalog/actions/service_followers'
import { ServiceInUse, StepNotAllowed } from '#catalog/errors'
import Service from '#catalog/models/service'
import { serviceUse } from '#catalog/queries/service_use'
import { allows, SERVICE_STEPS, type ServiceStep } from '#catalog/workflow/service_workflow'
import { refuseStale } from '#core/actions/refuse_stale'
import type { Actor } from '#core/actor'
import { inTransaction } from '#core/transaction'
import { saveVersioned } from '#directory/actions/save_versioned'

type Input = {
  actor: Actor
  serviceId: number
  seenVersion: number
  step: ServiceStep
  /** Retires it although records stand on it: they keep it, nothing new gets it. */
  acceptsUses?: boolean
}

/** One step in the life of a service. Throws StaleRecord, StepNotAllowed, ServiceInUse. */
export const moveService = {
  async handle({ actor, serviceId, seenVersion, step, acceptsUses }: Input): Promise<Service> {
    return inTransaction(async (trx) => {
      const service = await Service.query({ client: trx })
        .where('id', serviceId)
        .forUpdate()
        .firstOrFail()
      await refuseStale(trx, 'service', service, seenVersion)
      if (!allows(step, service.status)) throw new StepNotAllowed()
      if (step === 'retire' && !acceptsUses) {
        const uses = await serviceUse(service.id, null, trx)
        const count = uses.reduce((sum, use) => sum + use.count, 0)
        if (count > 0) throw new ServiceInUse(count)
      }
      service.status = SERVICE_STEPS[step].to
      await saveVersioned(trx, service, {
        ...{ actor, subjectType: 'service', organisationId: () => null },
        action: `service.${step}`,
      })
      await tellFollowers(trx)
      return service
    })
  },
}
