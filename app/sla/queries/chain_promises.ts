import { parseJson } from '#core/columns'
import type { AgreementKind } from '#sla/models/agreement_types'
import type { NamedThen, ToldTarget } from '#sla/workflow/agreement_content'
import type { TargetRule } from '#sla/workflow/target_choice'
import { FINAL_METRICS } from '#sla/workflow/metrics'
import db from '@adonisjs/lucid/services/db'

/** A target by its conditions, and as it is told. */
export type ChainTarget = TargetRule & {
  targetMinutes: number
  calendarId: number
  timeZone: string
  organisationLine: number[]
  told: ToldTarget
}

export type ChainAgreement = {
  id: number
  kind: AgreementKind
  code: string
  nameRu: string
  nameEn: string
  /** Of an agreement with one. */
  supplier: string | null
  pauseStates: string[]
  targets: ChainTarget[]
}

type Wanted = {
  /** Local date `YYYY-MM-DD` on which they hold. */
  onDate: string
  kinds: readonly AgreementKind[]
  /** Only this one of its kind. */
  only?: { id: number; kind: string }
}

/** The agreements that hold on a day, with the promises that end a ticket, in one statement. */
export async function chainPromises({ onDate, kinds, only }: Wanted): Promise<ChainAgreement[]> {
  const query = db
    .from('agreements')
    .join('agreement_targets as targets', 'targets.agreement_id', 'agreements.id')
    .joinRaw(
      'join calendars on calendars.id = coalesce(targets.calendar_id, agreements.calendar_id)'
    )
    .leftJoin('services', 'services.id', 'targets.service_id')
    .leftJoin('organisations as clients', 'clients.id', 'targets.organisation_id')
    .leftJoin('organisations as suppliers', 'suppliers.id', 'agreements.supplier_id')
    .whereIn('targets.metric', [...FINAL_METRICS])
    .whereIn('agreements.kind', [...kinds])
    .where('agreements.valid_from', '<=', onDate)
    .where((open) => {
      void open.whereNull('agreements.valid_to').orWhere('agreements.valid_to', '>=', onDate)
    })
    .orderBy('agreements.code')
    .orderBy('targets.id')
    .select('agreements.id as agreementId', 'agreements.kind', 'agreements.code')
    .select('agreements.name_ru as nameRu', 'agreements.name_en as nameEn')
    .select('agreements.pause_states as pauseStates', 'suppliers.name as supplier')
    .select('targets.id', 'targets.metric', 'targets.ticket_kind as ticketKind')
    .select('targets.priority', 'targets.ci_criticality as ciCriticality')
    .select('targets.is_vip_only as isVipOnly', 'targets.target_minutes as targetMinutes')
    .select('services.id as serviceId', 'services.code as serviceCode')
    .select('services.name_ru as serviceRu', 'services.name_en as serviceEn')
    .select('clients.id as organisationId', 'clients.code as clientCode')
    .select('clients.name as clientName', 'clients.path as clientPath')
    .select('calendars.id as calendarId', 'calendars.code as calendarCode')
    .select('calendars.name_ru as calendarRu', 'calendars.name_en as calendarEn')
    .select('calendars.time_zone as timeZone')
  if (only) {
    void query.where((own) => {
      void own.whereNot('agreements.kind', only.kind).orWhere('agreements.id', only.id)
    })
  }
  const agreements = Map.groupBy<number, Row>(await query, ({ agreementId }) => agreementId)
  return [...agreements.values()].map(toAgreement)
}

type Row = Omit<ChainTarget, 'told' | 'organisationLine'> & {
  agreementId: number
  kind: AgreementKind
  code: string
  nameRu: string
  nameEn: string
  pauseStates: unknown
  supplier: string | null
  serviceCode: string
  serviceRu: string
  serviceEn: string
  clientCode: string
  clientName: string
  clientPath: string | null
  calendarCode: string
  calendarRu: string
  calendarEn: string
}

function toAgreement(rows: Row[]): ChainAgreement {
  const { agreementId: id, kind, code, nameRu, nameEn, supplier, pauseStates } = rows[0]!
  return {
    ...{ id, kind, code, nameRu, nameEn, supplier },
    pauseStates: parseJson(pauseStates),
    targets: rows.map(toTarget),
  }
}

function toTarget(row: Row): ChainTarget {
  const { id, metric, ticketKind, serviceId, organisationId, ciCriticality, priority } = row
  const { targetMinutes, calendarId, timeZone } = row
  const isVipOnly = Boolean(row.isVipOnly)
  const shared = { id, metric, ticketKind, ciCriticality, isVipOnly, priority, targetMinutes }
  return {
    ...{ ...shared, serviceId, organisationId, calendarId, timeZone },
    organisationLine: (row.clientPath ?? '').split('/').filter(Boolean).map(Number).reverse(),
    told: {
      ...shared,
      service: named(serviceId, row.serviceCode, row.serviceRu, row.serviceEn),
      organisation: named(organisationId, row.clientCode, row.clientName, row.clientName),
      calendar: named(calendarId, row.calendarCode, row.calendarRu, row.calendarEn),
    },
  }
}

function named(id: number | null, code: string, ru: string, en: string): NamedThen | null {
  return id === null ? null : { id, code, ru, en }
}
