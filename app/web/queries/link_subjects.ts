import BillingPeriod from '#billing/models/billing_period'
import Calendar from '#calendars/models/calendar'
import HolidaySet from '#calendars/models/holiday_set'
import Service from '#catalog/models/service'
import ServiceFamily from '#catalog/models/service_family'
import CiClass from '#cmdb/models/ci_class'
import ServiceOutage from '#catalog/models/service_outage'
import ConfigurationItem from '#cmdb/models/configuration_item'
import RateCard from '#contracts/models/rate_card'
import Contract from '#contracts/models/contract'
import Organisation from '#directory/models/organisation'
import Person from '#directory/models/person'
import Role from '#directory/models/role'
import Team from '#directory/models/team'
import User from '#directory/models/user'
import type { Principal } from '#directory/queries/principal'
import FeedbackRecord from '#quality/models/feedback_record'
import Improvement from '#quality/models/improvement'
import ServiceReview from '#reporting/models/service_review'
import Agreement from '#sla/models/agreement'
import Ticket from '#tickets/models/ticket'

export type SubjectLink = { label: string; href: string }
type Subject = { subjectType: string; subjectId: number }
type Found = SubjectLink & { id: number }
type Source = (principal: Principal, ids: number[]) => Promise<Found[]>

const SOURCES: Record<string, Source> = {
  ticket: async (principal, ids) =>
    (await Ticket.visibleTo(principal).whereIn('tickets.id', ids)).map(({ id, kind, number }) => ({
      ...{ id, label: number },
      href: kind === 'incident' ? `/incidents/${number}` : `/tickets/${number}`,
    })),
  person: peopleOf,
  user: async (principal, ids) => {
    const users = await User.query().whereIn('id', ids).select('id', 'personId')
    const people = await peopleOf(
      principal,
      users.map(({ personId }) => personId)
    )
    return users.flatMap(({ id, personId }) => {
      const person = people.find((each) => each.id === personId)
      return person ? [{ ...person, id }] : []
    })
  },
  organisation: async (principal, ids) =>
    (await Organisation.visibleTo(principal).whereIn('organisations.id', ids)).map(
      ({ id, name, code }) => ({
        ...{ id, label: name, href: `/organisations/${code}` },
      })
    ),
  team: async (principal, ids) =>
    (await Team.visibleTo(principal).whereIn('teams.id', ids)).map(({ id, name, code }) => ({
      ...{ id, label: name, href: `/teams/${code}` },
    })),
  configuration_item: async (principal, ids) =>
    (await ConfigurationItem.visibleTo(principal).whereIn('configuration_items.id', ids)).map(
      ({ id, number, name }) => ({
        id,
        label: `${number} ${name}`,
        href: `/configuration-items/${number}`,
      })
    ),
  ci_class: async (principal, ids) => {
    if (!principal.can('ci_classes.view')) return []
    const classes = await CiClass.query().whereIn('id', ids)
    return classes.map(({ id, code, labelRu, labelEn }) => ({
      ...{ id, label: principal.locale === 'ru' ? labelRu : labelEn, href: `/ci-classes/${code}` },
    }))
  },
  contract: async (principal, ids) =>
    (await Contract.visibleTo(principal).whereIn('contracts.id', ids)).map(({ id, number }) => ({
      ...{ id, label: number, href: `/contracts/${encodeURIComponent(number)}` },
    })),
  billing_period: async (principal, ids) => {
    const periods = await BillingPeriod.visibleTo(principal)
      .whereIn('billing_periods.id', ids)
      .preload('contract')
    return periods.map(({ id, contract: { number }, startsOn }) => {
      const month = startsOn.slice(0, 7)
      const href = `/contracts/${encodeURIComponent(number)}/report?month=${month}`
      return { id, label: `${number} ${month}`, href }
    })
  },
  rate_card: async (principal, ids) =>
    byCode(await RateCard.visibleTo(principal).whereIn('rate_cards.id', ids), 'rate-cards'),
  feedback: async (principal, ids) =>
    byNumber(await FeedbackRecord.visibleTo(principal).whereIn('id', ids), 'feedback'),
  improvement: async (principal, ids) =>
    byNumber(await Improvement.visibleTo(principal).whereIn('id', ids), 'improvements'),
  service_review: async (principal, ids) =>
    byNumber(await ServiceReview.visibleTo(principal).whereIn('id', ids), 'service-reviews'),
  role: async (principal, ids) => {
    if (!principal.can('roles.view')) return []
    const roles = await Role.query().whereIn('id', ids)
    return roles.map(({ id, code, labelRu, labelEn }) => ({
      ...{ id, label: principal.locale === 'ru' ? labelRu : labelEn, href: `/roles/${code}` },
    }))
  },
  service: async (principal, ids) =>
    byCode(await Service.visibleTo(principal).whereIn('services.id', ids), 'services'),
  service_family: async (principal, ids) => {
    const families = await ServiceFamily.visibleTo(principal).whereIn('service_families.id', ids)
    return families.map(({ id, code }) => ({ id, label: code, href: '/service-families' }))
  },
  service_outage: async (principal, ids) => {
    const outages = await ServiceOutage.visibleTo(principal)
      .whereIn('service_outages.id', ids)
      .preload('service')
    return outages.map(({ id, service: { code } }) => ({
      ...{ id, label: code, href: `/outages?service=${encodeURIComponent(code)}` },
    }))
  },
  agreement: async (principal, ids) =>
    byCode(await Agreement.visibleTo(principal).whereIn('agreements.id', ids), 'agreements'),
  calendar: async (principal, ids) =>
    byCode(await Calendar.visibleTo(principal).whereIn('calendars.id', ids), 'calendars'),
  holiday_set: async (principal, ids) =>
    byCode(await HolidaySet.visibleTo(principal).whereIn('holiday_sets.id', ids), 'holiday-sets'),
}

/** Names and addresses of the records events are about, as far as the principal may see them (T2). */
export async function linkSubjects(
  events: readonly Subject[],
  principal: Principal
): Promise<Map<string, SubjectLink>> {
  const links = new Map<string, SubjectLink>()
  for (const [subjectType, source] of Object.entries(SOURCES)) {
    const ids = events
      .filter((event) => event.subjectType === subjectType)
      .map(({ subjectId }) => subjectId)
    if (ids.length === 0) continue
    for (const { id, label, href } of await source(principal, [...new Set(ids)])) {
      links.set(subjectKey({ subjectType, subjectId: id }), { label, href })
    }
  }
  return links
}

export function subjectKey({ subjectType, subjectId }: Subject): string {
  return `${subjectType}:${subjectId}`
}

async function peopleOf(principal: Principal, ids: number[]): Promise<Found[]> {
  const people = await Person.visibleTo(principal).whereIn('people.id', ids)
  return people.map(({ id, displayName }) => ({ id, label: displayName, href: `/people/${id}` }))
}

function byCode(records: { id: number; code: string }[], area: string): Found[] {
  return records.map(({ id, code }) => ({ id, label: code, href: `/${area}/${code}` }))
}

function byNumber(records: { id: number; number: string }[], area: string): Found[] {
  return records.map(({ id, number }) => ({ id, label: number, href: `/${area}/${number}` }))
}
