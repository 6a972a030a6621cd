import { makeReportLink } from '#billing/actions/make_report_link'
import { useReportLink } from '#billing/actions/use_report_link'
import { DocumentBroken } from '#billing/errors'
import { reportLinkValidator } from '#billing/validators/contract_document_validator'
import { appUrl } from '#config/app'
import ContractPolicy from '#contracts/policies/contract_policy'
import { findVisibleContract } from '#contracts/queries/find_visible_contract'
import { signedUrlFor } from '@adonisjs/core/services/url_builder'
import type { HttpContext } from '@adonisjs/core/http'

/** Links by which a locked period's report is had without signing in (§7.7). */
export default class ReportLinksController {
  /** Answers with the link, as JSON: it is shown this once. */
  async store({ params, request, principal, bouncer, response, actor }: HttpContext) {
    const contract = await findVisibleContract(principal, params.number)
    await bouncer.with(ContractPolicy).authorize('report', contract)
    const { language, ...wanted } = await request.validateUsing(reportLinkValidator)
    const link = await makeReportLink.handle({
      ...{ actor, contractId: contract.id, ...wanted, language: language ?? null },
    })
    const path = signedUrlFor(
      'report_links.show',
      { id: link.id },
      { expiresIn: `${wanted.days}d`, purpose: 'report' }
    )
    const expiresAt = link.expiresAt.toISO()
    return response.created({ url: new URL(path, appUrl).href, expiresAt })
  }

  /** The kept file, or a page while it is being made; every other address is a 404 alike. */
  async show({ params, request, response, inertia }: HttpContext) {
    if (!request.hasValidSignature('report')) return response.notFound()
    response.header('cache-control', 'private, no-store')
    response.header('x-robots-tag', 'noindex')
    response.header('referrer-policy', 'no-referrer')
    const file = await this.#fileOf(Number(params.id), request.id() ?? null)
    if (!file) return response.notFound()
    if (typeof file === 'string') {
      response.status(file === 'waiting' ? 202 : 500)
      return inertia.render('billing/report_links/show', { state: file })
    }
    response.header('content-type', file.type)
    const name = encodeURIComponent(file.name)
    response.header('content-disposition', `attachment; filename*=UTF-8''${name}`)
    return response.send(Buffer.from(file.content))
  }

  /** Who holds a link has no page to be sent back to. */
  async #fileOf(id: number, requestId: string | null) {
    try {
      return await useReportLink.handle(id, requestId)
    } catch (error) {
      if (error instanceof DocumentBroken) return 'broken'
      throw error
    }
  }
}
