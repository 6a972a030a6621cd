import type { ServiceLevelReport } from '#reporting/queries/service_level_report'
import { BaseTransformer } from '@adonisjs/core/transformers'

export default class ServiceLevelReportTransformer extends BaseTransformer<ServiceLevelReport> {
  toObject() {
    const { rows, overall, trend, missed, overdue, soon, credits, availability } = this.resource
    return { rows, overall, trend, missed, overdue, soon, credits, availability }
  }
}
