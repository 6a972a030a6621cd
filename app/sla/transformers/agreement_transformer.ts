import type Calendar from '#calendars/models/calendar'
import type Service from '#catalog/models/service'
import type Agreement from '#sla/models/agreement'
import type AgreementTarget from '#sla/models/agreement_target'
import { tiedTargets } from '#sla/workflow/target_choice'
import { targetTable } from '#sla/workflow/target_table'
import { BaseTransformer } from '@adonisjs/core/transformers'

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
      ...this.pick(this.resource, [
        'validFrom',
        'validTo',
        'pauseStates',
        'version',
        'switchPolicy',
        'reopenPolicy',
      ]),
      calendar: toCalendar(calendar),
      metrics: [...new Set(targets.map((target) => target.metric))],
      rows: targetTable(targets).map(({ ticketKind, priority, cells }) => ({
        ...{ ticketKind, priority, service: toService(cells[0]!.service) },
        cells: cells.map((target) => toCell(target, calendar)),
      })),
      hasTies: tiedTargets(targets).length > 0,
    }
  }
}

function toCell({ id, metric, targetMinutes, calendar }: AgreementTarget, general: Calendar) {
  return { id, metric, targetMinutes, calendar: toCalendar(calendar ?? general) }
}

function toCalendar({ code, nameRu, nameEn }: Calendar) {
  return { code, nameRu, nameEn }
}

function toService(service: Service | null) {
  return service ? { code: service.code, nameRu: service.nameRu, nameEn: service.nameEn } : null
}
