import Organisation from '#directory/models/organisation'
import type { Principal } from '#directory/queries/principal'
import Agreement from '#sla/models/agreement'

/**
 * An agreement one may see, with calendar and targets. What it promises to other clients is nobody
 * else's business: a client sees the targets for all, for itself and for those above it.
 */
export async function findAgreement(principal: Principal, code: string): Promise<Agreement> {
  const organisationIds = await ownAndAbove(principal)
  return Agreement.visibleTo(principal)
    .where('agreements.code', code)
    .preload('calendar')
    .preload('targets', (targets) => {
      void targets.preload('calendar').preload('service').preload('organisation').orderBy('id')
      if (!organisationIds) return
      void targets.where((own) => {
        void own.whereNull('organisationId').orWhereIn('organisationId', organisationIds)
      })
    })
    .firstOrFail()
}

/** Null is everybody. */
async function ownAndAbove(principal: Principal): Promise<number[] | null> {
  const reach = principal.reach('agreements.view')
  if (reach.all) return null
  const own = await Organisation.query().whereIn('id', reach.organisationIds)
  return own.flatMap(({ lineage }) => lineage)
}
