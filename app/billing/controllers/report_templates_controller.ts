import { chooseReportTemplate } from '#billing/actions/choose_report_template'
import { requestTemplateSample } from '#billing/actions/request_template_sample'
import { saveReportTemplate } from '#billing/actions/save_report_template'
import ReportTemplate from '#billing/models/report_template'
import ReportTemplatePolicy from '#billing/policies/report_template_policy'
import { listReportTemplates } from '#billing/queries/report_templates'
import ReportTemplateTransformer from '#billing/transformers/report_template_transformer'
import {
  reportTemplateValidator,
  templateChoiceValidator,
  templateSampleValidator,
} from '#billing/validators/report_template_validator'
import ContractPolicy from '#contracts/policies/contract_policy'
import { findVisibleContract } from '#contracts/queries/find_visible_contract'
import type { HttpContext } from '@adonisjs/core/http'

/** Templates of reports: how they look and what is in them (§7.7). */
export default class ReportTemplatesController {
  async index({ bouncer, inertia }: HttpContext) {
    await bouncer.with(ReportTemplatePolicy).authorize('edit')
    const templates = ReportTemplateTransformer.transform(await listReportTemplates())
    return inertia.render('billing/report_templates/index', { templates })
  }

  /** `of` is the id of a template to begin with a copy of. */
  async create({ request, bouncer, inertia }: HttpContext) {
    await bouncer.with(ReportTemplatePolicy).authorize('edit')
    const source = await ReportTemplate.find(Number(request.qs().of) || 0)
    return inertia.render('billing/report_templates/edit', {
      ...{ template: null, source: source && ReportTemplateTransformer.transform(source) },
    })
  }

  async edit({ params, bouncer, inertia }: HttpContext) {
    await bouncer.with(ReportTemplatePolicy).authorize('edit')
    const template = await ReportTemplate.findOrFail(params.id)
    return inertia.render('billing/report_templates/edit', {
      ...{ template: ReportTemplateTransformer.transform(template), source: null },
    })
  }

  async store(ctx: HttpContext) {
    await ctx.bouncer.with(ReportTemplatePolicy).authorize('edit')
    return this.#save(ctx, null)
  }

  async update(ctx: HttpContext) {
    await ctx.bouncer.with(ReportTemplatePolicy).authorize('edit')
    const { id } = await ReportTemplate.findOrFail(ctx.params.id)
    return this.#save(ctx, id)
  }

  async destroy({ params, bouncer, response, session, i18n, actor }: HttpContext) {
    await bouncer.with(ReportTemplatePolicy).authorize('edit')
    await saveReportTemplate.remove({ actor, templateId: Number(params.id) })
    session.flash('success', i18n.t('report_templates.removed'))
    return response.redirect('/report-templates')
  }

  /** Answers with the task to wait for, as JSON. */
  async sample({ params, principal, bouncer, request, response, actor }: HttpContext) {
    await bouncer.with(ReportTemplatePolicy).authorize('edit')
    const template = await ReportTemplate.findOrFail(params.id)
    const wanted = await request.validateUsing(templateSampleValidator)
    const task = await requestTemplateSample.handle({ actor, principal, template, ...wanted })
    return response.accepted({ id: task.id, url: `/background-tasks/${task.id}` })
  }

  /** Which one a contract's reports follow. */
  async choose({
    params,
    principal,
    bouncer,
    request,
    response,
    session,
    i18n,
    actor,
  }: HttpContext) {
    const contract = await findVisibleContract(principal, params.number)
    await bouncer.with(ContractPolicy).authorize('editOf', contract)
    const { templateId } = await request.validateUsing(templateChoiceValidator)
    await chooseReportTemplate.handle({ actor, contractId: contract.id, templateId })
    session.flash('success', i18n.t('report_templates.chosen'))
    return response.redirect().withQs().back()
  }

  async #save({ request, response, session, i18n, actor }: HttpContext, templateId: number | null) {
    const { version, copyOf, ...values } = await request.validateUsing(reportTemplateValidator)
    const saved = await saveReportTemplate.handle({ actor, templateId, version, values, copyOf })
    session.flash('success', i18n.t('report_templates.saved'))
    return response.redirect(`/report-templates/${saved.id}/edit`)
  }
}
