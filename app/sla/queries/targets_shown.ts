import Organisation from '#directory/models/organisation'
import type { Principal } from '#directory/queries/principal'

type Narrowed = {
  where(build: (own: Narrowed) => void): Narrowed
  whereNull(column: string): Narrowed
  orWhereIn(column: string, values: number[]): Narrowed
}

/**
 * Narrows a query of targets to those one may know. What an agreement promises to other clients is
 * nobody else's business: a client sees the targets for all, for itself and for those above it.
 */
export async function targetsShown(principal: Principal): Promise<(targets: Narrowed) => void> {
  const reach = principal.reach('agreements.view')
  if (reach.all) return () => {}
  const own = await Organisation.query().whereIn('id', reach.organisationIds)
  const organisationIds = own.flatMap(({ lineage }) => lineage)
  return (targets) => {
    targets.where((each) => {
      each
        .whereNull('agreement_targets.organisation_id')
        .orWhereIn('agreement_targets.organisation_id', organisationIds)
    })
  }
}
