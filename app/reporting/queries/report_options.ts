import Organisation from '#directory/models/organisation'
import Team from '#directory/models/team'
import { scopedByOrganisation } from '#directory/queries/scope'
import type { Principal } from '#directory/queries/principal'
import Agreement from '#sla/models/agreement'
import Service from '#catalog/models/service'

/** What the report's filters offer: what one may see, clients by what one may report on. */
export async function reportOptions(principal: Principal) {
  const clients = scopedByOrganisation(Organisation.query(), principal, 'agreements.report', {
    organisation: 'organisations.id',
  })
  const [organisations, services, teams, agreements] = await Promise.all([
    clients.where('kind', 'client').where('isActive', true).orderBy('name').select('code', 'name'),
    Service.visibleTo(principal).orderBy('nameEn').select('code', 'nameRu', 'nameEn'),
    Team.visibleTo(principal).where('isActive', true).orderBy('name').select('code', 'name'),
    Agreement.visibleTo(principal)
      .where('kind', 'sla')
      .orderBy('nameEn')
      .select('code', 'nameRu', 'nameEn'),
  ])
  return {
    organisations: organisations.map(({ code, name }) => ({ code, ru: name, en: name })),
    services: services.map(toOption),
    teams: teams.map(({ code, name }) => ({ code, ru: name, en: name })),
    agreements: agreements.map(toOption),
  }
}

function toOption({ code, nameRu, nameEn }: { code: string; nameRu: string; nameEn: string }) {
  return { code, ru: nameRu, en: nameEn }
}
