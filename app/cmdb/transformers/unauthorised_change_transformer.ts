import type { ListedFinding } from '#cmdb/queries/list_unauthorised_changes'
import { BaseTransformer } from '@adonisjs/core/transformers'

/** A finding as its queue shows it. */
export default class UnauthorisedChangeTransformer extends BaseTransformer<ListedFinding> {
  toObject() {
    const { finding, change, actor, decidedBy, isRestorable, canDecide } = this.resource
    const { item } = finding
    return {
      ...this.pick(finding, ['id', 'version', 'state', 'times', 'channel', 'reason']),
      ...{ change, actor, decidedBy, isRestorable, canDecide },
      firstAt: finding.firstAt.toISO()!,
      lastAt: finding.lastAt.toISO()!,
      decidedAt: finding.decidedAt?.toISO() ?? null,
      item: {
        ...{ number: item.number, name: item.name, organisation: item.organisation.name },
        ...{ classRu: item.ciClass.labelRu, classEn: item.ciClass.labelEn },
      },
    }
  }
}
