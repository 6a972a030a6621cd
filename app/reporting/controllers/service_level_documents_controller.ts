import { requestServiceLevelDocument } from '#reporting/actions/request_service_level_document'
import ServiceLevelReportPolicy from '#reporting/policies/service_level_report_policy'
import { serviceLevelDocumentValidator } from '#reporting/validators/service_level_document_validator'
import type { HttpContext } from '@adonisjs/core/http'

export default class ServiceLevelDocumentsController {
  /** Answers with the task to wait for, as JSON: the page stays where it is. */
  async store({ request, principal, bouncer, response, actor }: HttpContext) {
    await bouncer.with(ServiceLevelReportPolicy).authorize('view')
    const { query = {}, ...wanted } = await request.validateUsing(serviceLevelDocumentValidator)
    const task = await requestServiceLevelDocument.handle({
      actor,
      principal,
      ...wanted,
      query,
    })
    return response.accepted({ id: task.id, url: `/background-tasks/${task.id}` })
  }
}
