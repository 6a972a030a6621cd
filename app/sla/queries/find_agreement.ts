import type { Principal } from '#directory/queries/principal'
import Agreement from '#sla/models/agreement'
import { targetsShown } from '#sla/queries/targets_shown'

/** An agreement one may see, with calendar and those of its targets that one may know. */
export async function findAgreement(principal: Principal, code: string): Promise<Agreement> {
  const narrow = await targetsShown(principal)
  return Agreement.visibleTo(principal)
    .where('agreements.code', code)
    .preload('calendar')
    .preload('targets', (targets) => {
      narrow(targets.preload('calendar').preload('service').preload('organisation').orderBy('id'))
    })
    .firstOrFail()
}
