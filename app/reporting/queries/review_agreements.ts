import type { Principal } from '#directory/queries/principal'
import Agreement from '#sla/models/agreement'

/** The agreements with clients a review may be narrowed to. */
export async function reviewAgreements(principal: Principal) {
  const promised = await Agreement.visibleTo(principal).where('kind', 'sla').orderBy('code')
  return promised.map(({ id, nameRu, nameEn }) => ({ id, nameRu, nameEn }))
}
