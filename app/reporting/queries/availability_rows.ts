import { availabilityMeter, type AvailabilityMeter } from '#catalog/queries/availability_meter'
import { figuresOf } from '#catalog/queries/availability_figures'
import Service from '#catalog/models/service'
import { scopedByOrganisation } from '#directory/queries/scope'
import type { Principal } from '#directory/queries/principal'
import type { ServiceLevelQuery } from '#reporting/queries/service_level_filter'
import { trendMonths } from '#reporting/workflow/report_span'
import { availabilityPromises } from '#sla/queries/availability_promises'
import db from '@adonisjs/lucid/services/db'

type Named = { code: string; ru: string; en: string }

/** A service as a whole, or with `client` as the client's agreement promises it. */
export type AvailabilityRow = ReturnType<typeof rowOf>
type Of = {
  service: Service
  client: Named | null
  clientPath: string | null
  target: string | null
  calendarId: number | null
}

/**
 * How available services were in the span, each as a whole and for every client whose contract in
 * force covers it, with the trend by month (SLM-09, SLM-10). Nothing for who does not see outages.
 */
export async function availabilityRows(principal: Principal, query: ServiceLevelQuery) {
  if (!principal.can('outages.view')) return []
  const services = await measuredServices(principal, query)
  const promised = await promisedTo(principal, query, services)
  const months = trendMonths(query.span)
  const all = [...services.filter(() => !query.filter.organisation).map(asWhole), ...promised]
  const { startsAt } = months[0]!
  const meter = await availabilityMeter(
    principal,
    services,
    all.map(({ calendarId }) => calendarId),
    {
      startsAt: startsAt < query.span.startsAt ? startsAt : query.span.startsAt,
      endsAt: months.at(-1)!.endsAt,
    }
  )
  return all.map((of) => rowOf(of, meter, query, months))
}

function measuredServices(principal: Principal, { filter }: ServiceLevelQuery) {
  const query = Service.visibleTo(principal).whereIn('services.status', ['live', 'retired'])
  if (filter.service) void query.where('services.code', filter.service)
  return query.orderBy(principal.locale === 'ru' ? 'nameRu' : 'nameEn').orderBy('services.id')
}

function asWhole(service: Service): Of {
  const { availabilityTarget: target, availabilityCalendarId: calendarId } = service
  return { service, client: null, clientPath: null, target, calendarId }
}

type Covered = {
  agreement_id: number
  service_id: number | null
  starts_on: string
  ends_on: string | null
} & {
  code: string
  name: string
  path: string
}

/** What contracts promise: by the agreement's share of time, or else by the service's own. */
async function promisedTo(
  principal: Principal,
  { filter, span }: ServiceLevelQuery,
  services: Service[]
): Promise<Of[]> {
  const query = db
    .from('contracts')
    .join('organisations', 'organisations.id', 'contracts.organisation_id')
    .join('agreements', 'agreements.id', 'contracts.agreement_id')
    .leftJoin('contract_services as covered', 'covered.contract_id', 'contracts.id')
    .where('contracts.state', 'active')
    .where('contracts.starts_on', '<=', span.to)
    .where((open) => {
      void open.whereNull('contracts.ends_on').orWhere('contracts.ends_on', '>=', span.from)
    })
  if (filter.organisation) void query.where('organisations.code', filter.organisation)
  if (filter.agreement) void query.where('agreements.code', filter.agreement)
  const rows = (await scopedByOrganisation(query, principal, 'agreements.report', {
    organisation: 'contracts.organisation_id',
  })
    .orderBy('organisations.name')
    .orderBy('contracts.id')
    .select('contracts.agreement_id', 'covered.service_id', 'contracts.starts_on')
    .select('organisations.code', 'organisations.name', 'organisations.path')) as Covered[]
  const promises = await availabilityPromises([...new Set(rows.map((row) => row.agreement_id))])
  const found = new Map<string, Of>()
  for (const row of rows) {
    for (const service of services) {
      // A contract that names no service covers all of them.
      if (row.service_id !== null && Number(row.service_id) !== service.id) continue
      const promise = promises.find(
        ({ agreementId, serviceId }) =>
          agreementId === Number(row.agreement_id) && serviceId === service.id
      )
      const { code, name, path: clientPath } = row
      const client = { code, ru: name, en: name }
      const own = promise ?? asWhole(service)
      const of = { service, client, clientPath, target: own.target, calendarId: own.calendarId }
      if (!found.has(`${code} ${service.id}`) || promise) found.set(`${code} ${service.id}`, of)
    }
  }
  return [...found.values()].sort(
    (a, b) => services.indexOf(a.service) - services.indexOf(b.service)
  )
}

function rowOf(
  { service, client, clientPath, target, calendarId }: Of,
  meter: AvailabilityMeter,
  { span }: ServiceLevelQuery,
  months: ReturnType<typeof trendMonths>
) {
  const of = { serviceId: service.id, calendarId, clientPath }
  const measured = meter.measure(of, span)
  return {
    service: { code: service.code, ru: service.nameRu, en: service.nameEn },
    ...{ client, target, ...measured, ...figuresOf(measured, target) },
    trend: months.map((month) => {
      const { percent, isMet } = figuresOf(meter.measure(of, month), target)
      return { month: month.from.slice(0, 7), percent, isMet }
    }),
  }
}
