import ServiceLevelReportPolicy from '#reporting/policies/service_level_report_policy'
import { reportOptions } from '#reporting/queries/report_options'
import { serviceLevelQuery } from '#reporting/queries/service_level_filter'
import { serviceLevelReport } from '#reporting/queries/service_level_report'
import ServiceLevelReportTransformer from '#reporting/transformers/service_level_report_transformer'
import type { HttpContext } from '@adonisjs/core/http'

export default class ServiceLevelReportsController {
  async show({ request, principal, bouncer, inertia }: HttpContext) {
    await bouncer.with(ServiceLevelReportPolicy).authorize('view')
    const query = serviceLevelQuery(request.qs(), principal)
    const { from, to, zone } = query.span
    return inertia.render('reporting/service_levels', {
      filter: { ...query.filter, from, to },
      timeZone: zone,
      options: await reportOptions(principal),
      mayReplay: await bouncer.with(ServiceLevelReportPolicy).allows('replay'),
      report: ServiceLevelReportTransformer.transform(await serviceLevelReport(principal, query)),
    })
  }
}
