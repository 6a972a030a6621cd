import { isLate } from '#catalog/workflow/availability'
import type { OutageView } from '#catalog/queries/outage_views'
import { BaseTransformer } from '@adonisjs/core/transformers'

export default class OutageTransformer extends BaseTransformer<OutageView> {
  toObject() {
    const { outage, now, organisations, otherCount, ticketNumber, canEdit } = this.resource
    const { code, nameRu, nameEn } = outage.service
    return {
      ...this.pick(outage, ['id', 'version', 'kind', 'effect', 'isForAll', 'reason']),
      service: { code, nameRu, nameEn },
      startsAt: outage.startsAt.toISO()!,
      endsAt: outage.endsAt?.toISO() ?? null,
      announcedAt: outage.announcedAt?.toISO() ?? null,
      announcedUntil: outage.announcedUntil?.toISO() ?? null,
      stage: outage.stageAt(now),
      isLate: isLate(outage.facts),
      ...{ organisations, otherCount, ticketNumber, canEdit },
    }
  }

  /** As a customer sees it. */
  forCustomer() {
    const plain = { organisations: [], otherCount: 0, ticketNumber: null, canEdit: false }
    return { ...this.toObject(), ...plain }
  }
}
