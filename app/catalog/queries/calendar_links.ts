import Service from '#catalog/models/service'
import { inLanguage } from '#core/in_language'
import type { RelatedGroup } from '#directory/queries/related_links'
import type { Principal } from '#directory/queries/principal'
import db from '@adonisjs/lucid/services/db'
import type { QueryClientContract } from '@adonisjs/lucid/types/database'

const SHOWN = 50

/** Visible services whose availability is promised in the hours of a calendar. */
export async function servicesOnCalendar(
  calendarId: number,
  principal: Principal
): Promise<RelatedGroup> {
  const services = await Service.visibleTo(principal)
    .where('availabilityCalendarId', calendarId)
    .orderBy('services.code')
    .limit(SHOWN)
  const links = services.map(({ code, nameRu, nameEn }) => ({
    label: inLanguage(principal.locale, nameRu, nameEn),
    description: code,
    href: `/services/${encodeURIComponent(code)}`,
  }))
  return { titleKey: 'catalog.title', links }
}

export async function countServicesOn(
  calendarId: number,
  client: QueryClientContract = db.connection()
): Promise<number> {
  const row = await client
    .from('services')
    .where('availability_calendar_id', calendarId)
    .count('* as total')
    .first()
  return Number(row.total)
}
