import type Calendar from '#calendars/models/calendar'
import type Service from '#catalog/models/service'
import type Organisation from '#directory/models/organisation'
import type Agreement from '#sla/models/agreement'
import type AgreementTarget from '#sla/models/agreement_target'
import { METRICS, type Metric } from '#sla/models/agreement_types'
import { tiedTargets } from '#sla/workflow/target_choice'
import { targetTable } from '#sla/workflow/target_table'
import { BaseTransformer } from '@adonisjs/core/transformers'

const FACTS = [
  'validFrom',
  'validTo',
  'pauseStates',
  'version',
  'switchPolicy',
  'reopenPolicy',
  'deliveryStart',
] as const

export default class AgreementTransformer extends BaseTransformer<Agreement> {
  toObject() {
    return this.pick(this.resource, ['id', 'code', 'kind', 'nameRu', 'nameEn'])
  }

  forList() {
    return {
      ...this.toObject(),
      ...this.pick(this.resource, ['validFrom', 'validTo']),
      calendar: toCalendar(this.resource.calendar),
      targetCount: Number(this.resource.$extras.targets_count),
    }
  }

  forPage() {
    const { targets, calendar } = this.resource
    return {
      ...this.toObject(),
      ...this.pick(this.resource, [...FACTS]),
      calendar: { ...toCalendar(calendar), timeZone: calendar.timeZone },
      metrics: [...new Set(targets.map((target) => target.metric))],
      rows: targetTable([...targets]).map((row) => ({
        ...conditionsOf(row),
        ...namesOf(row.cells[0]!),
        cells: row.cells.map((target) => toCell(target, calendar)),
      })),
      hasTies: tiedTargets(targets).length > 0,
    }
  }

  /** As the editor takes it; what fields name comes along for their lookups. */
  forEditor() {
    const { targets, calendar } = this.resource
    return {
      ...this.toObject(),
      ...this.pick(this.resource, [...FACTS]),
      calendar: toChoice(calendar),
      rows: targetTable([...targets]).map((row) => ({
        ...conditionsOf(row),
        serviceId: row.serviceId,
        organisationId: row.organisationId,
        ...namesOf(row.cells[0]!),
        cells: Object.fromEntries(
          METRICS.map((metric) => [metric, toEdited(row.cells, metric)])
        ) as Record<Metric, ReturnType<typeof toEdited>>,
      })),
    }
  }
}

type Conditions = Pick<AgreementTarget, 'ticketKind' | 'ciCriticality' | 'isVipOnly' | 'priority'>

function conditionsOf({ ticketKind, ciCriticality, isVipOnly, priority }: Conditions) {
  return { ticketKind, ciCriticality, isVipOnly, priority }
}

function namesOf({ service, organisation }: AgreementTarget) {
  return { service: toService(service), organisation: toOrganisation(organisation) }
}

function toCell({ id, metric, targetMinutes, calendar }: AgreementTarget, general: Calendar) {
  return { id, metric, targetMinutes, calendar: toCalendar(calendar ?? general) }
}

function toEdited(cells: AgreementTarget[], metric: Metric) {
  const target = cells.find((each) => each.metric === metric)
  if (!target) return null
  const { id, targetMinutes, calendar } = target
  return { id, targetMinutes, calendar: calendar ? toChoice(calendar) : null }
}

function toChoice({ id, code, nameRu, nameEn, timeZone }: Calendar) {
  return { id, code, nameRu, nameEn, timeZone }
}

function toCalendar({ code, nameRu, nameEn }: Calendar) {
  return { code, nameRu, nameEn }
}

function toService(service: Service | null) {
  return service ? { code: service.code, nameRu: service.nameRu, nameEn: service.nameEn } : null
}

function toOrganisation(organisation: Organisation | null) {
  return organisation ? { code: organisation.code, name: organisation.name } : null
}
