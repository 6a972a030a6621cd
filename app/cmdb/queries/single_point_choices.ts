import Service from '#catalog/models/service'
import { inLanguage } from '#core/in_language'
import Organisation from '#directory/models/organisation'
import { scopedByOrganisation } from '#directory/queries/scope'
import type { Principal } from '#directory/queries/principal'

export type Choice = { value: string; label: string }

/** Clients and services that a report may be limited to, by code. */
export async function singlePointChoices(principal: Principal) {
  const organisations = await scopedByOrganisation(Organisation.query(), principal, 'cis.view', {
    organisation: 'organisations.id',
  }).orderBy('name')
  const services = await Service.query().whereNot('status', 'retired').orderBy('code')
  return {
    organisations: organisations.map(({ code, name }): Choice => ({ value: code, label: name })),
    services: services.map(({ code, nameRu, nameEn }): Choice => ({
      value: code,
      label: inLanguage(principal.locale, nameRu, nameEn),
    })),
  }
}
