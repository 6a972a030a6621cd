import Agreement from '#sla/models/agreement'
import type { Principal } from '#directory/queries/principal'

/** An agreement one may see, with calendar and targets. */
export async function findAgreement(principal: Principal, code: string): Promise<Agreement> {
  return Agreement.visibleTo(principal)
    .where('agreements.code', code)
    .preload('calendar')
    .preload('targets', (targets) => void targets.preload('calendar').preload('service'))
    .firstOrFail()
}
