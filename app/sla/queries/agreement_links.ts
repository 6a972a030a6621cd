import { translated } from '#core/in_language'
import Agreement from '#sla/models/agreement'
import type { RelatedGroup } from '#directory/queries/related_links'
import type { Principal } from '#directory/queries/principal'

const SHOWN = 50

/** The visible agreements that count on a calendar, in their own right or in a target. */
export async function agreementsOnCalendar(
  calendarId: number,
  principal: Principal
): Promise<RelatedGroup> {
  const agreements = await Agreement.visibleTo(principal)
    .where((query) => {
      void query
        .where('agreements.calendar_id', calendarId)
        .orWhereHas('targets', (targets) => void targets.where('calendar_id', calendarId))
    })
    .orderBy('agreements.code')
    .limit(SHOWN)
  return { titleKey: 'sla.title', links: agreements.map((each) => linkTo(each, principal)) }
}

function linkTo({ code, nameRu, nameEn }: Agreement, { locale }: Principal) {
  const { text: label } = translated(locale, nameRu, nameEn)
  return { label, description: code, href: `/agreements/${encodeURIComponent(code)}` }
}
