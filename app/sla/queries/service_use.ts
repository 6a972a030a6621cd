import { countFound } from '#core/queries/count_found'
import { inLanguage } from '#core/in_language'
import type { RelatedGroup } from '#directory/queries/related_links'
import type { Principal } from '#directory/queries/principal'
import Agreement from '#sla/models/agreement'
import db from '@adonisjs/lucid/services/db'
import type { QueryClientContract } from '@adonisjs/lucid/types/database'

const SHOWN = 50

/** The visible agreements that have targets of their own for a service. */
export async function agreementsOnService(
  serviceId: number,
  principal: Principal
): Promise<RelatedGroup> {
  const agreements = await naming(Agreement.visibleTo(principal), serviceId)
    .orderBy('agreements.code')
    .limit(SHOWN)
  const links = agreements.map(({ code, nameRu, nameEn }) => ({
    label: inLanguage(principal.locale, nameRu, nameEn),
    description: code,
    href: `/agreements/${encodeURIComponent(code)}`,
  }))
  return { titleKey: 'sla.title', links }
}

/** How many they are; without a principal all of them. */
export async function countAgreementsOnService(
  serviceId: number,
  principal: Principal | null,
  client: QueryClientContract = db.connection()
): Promise<number> {
  const query = principal ? Agreement.visibleTo(principal) : Agreement.query({ client })
  return countFound(naming(query, serviceId))
}

function naming(query: ReturnType<typeof Agreement.visibleTo>, serviceId: number) {
  return query.whereHas('targets', (targets) => void targets.where('service_id', serviceId))
}
