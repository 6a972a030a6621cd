import { saveCiSource } from '#cmdb/actions/save_ci_source'
import { fieldOfColumn } from '#cmdb/imports/item_fields'
import ConfigurationItemPolicy from '#cmdb/policies/configuration_item_policy'
import { ciClassTable } from '#cmdb/queries/ci_class_table'
import { findCiSource, listCiSources, sourceLog } from '#cmdb/queries/ci_sources'
import { editableOrganisations } from '#cmdb/queries/editable_organisations'
import { fieldChoices } from '#cmdb/queries/item_import_page'
import CiClassTransformer from '#cmdb/transformers/ci_class_transformer'
import CiSourceTransformer from '#cmdb/transformers/ci_source_transformer'
import SourceRunTransformer from '#cmdb/transformers/source_run_transformer'
import {
  createSourceValidator,
  updateSourceValidator,
} from '#cmdb/validators/reconciliation_validator'
import { canBeEmpty } from '#cmdb/workflow/field_names'
import { UPLOADS } from '#config/uploads'
import { ReferenceNotFound } from '#core/errors'
import { problemText } from '#core/imports/problem_text'
import { idOf, textOf } from '#core/queries/list_query'
import type { HttpContext } from '@adonisjs/core/http'

/** Systems that bring items again and again, with a master per field (DSC-06). */
export default class CiSourcesController {
  async index({ inertia, principal, bouncer, i18n }: HttpContext) {
    await bouncer.with(ConfigurationItemPolicy).authorize('create')
    const { sources, runs } = await listCiSources(principal)
    return inertia.render('cmdb/sources/index', {
      sources: CiSourceTransformer.transform(sources),
      runs: SourceRunTransformer.transform(runs, i18n),
    })
  }

  async create(ctx: HttpContext) {
    return this.#form(ctx, null)
  }

  async store({ principal, bouncer, request, response, actor }: HttpContext) {
    await bouncer.with(ConfigurationItemPolicy).authorize('create')
    const values = await request.validateUsing(createSourceValidator)
    if (!principal.canOn('cis.edit', values)) throw new ReferenceNotFound('organisationId')
    const { id } = await saveCiSource.handle({ actor, sourceId: null, values })
    return response.redirect(`/ci-sources/${id}`)
  }

  async show({ params, inertia, principal, bouncer, request, i18n }: HttpContext) {
    await bouncer.with(ConfigurationItemPolicy).authorize('create')
    const source = await findCiSource(principal, params.id)
    const { runs, shownId, problems } = await sourceLog(source, idOf(request.qs().run))
    return inertia.render('cmdb/sources/show', {
      source: CiSourceTransformer.transform(source),
      runs: SourceRunTransformer.transform(runs, i18n),
      shownId,
      problems: problems.map(({ id, rowNumber, label, status, problems: found }) => ({
        ...{ id, row: rowNumber, label, status },
        messages: found.map((problem) => problemText(i18n, problem)),
      })),
      maxBytes: UPLOADS.maxBytes,
    })
  }

  async edit(ctx: HttpContext) {
    await ctx.bouncer.with(ConfigurationItemPolicy).authorize('create')
    return this.#form(ctx, await findCiSource(ctx.principal, ctx.params.id))
  }

  async update({ params, principal, bouncer, request, response, actor }: HttpContext) {
    await bouncer.with(ConfigurationItemPolicy).authorize('create')
    const { id, code } = await findCiSource(principal, params.id)
    const { version, ...values } = await request.validateUsing(updateSourceValidator)
    if (!principal.canOn('cis.edit', values)) throw new ReferenceNotFound('organisationId')
    const saved = { actor, sourceId: id, seenVersion: version, values: { ...values, code } }
    await saveCiSource.handle(saved)
    return response.redirect(`/ci-sources/${id}`)
  }

  async #form(ctx: HttpContext, source: Awaited<ReturnType<typeof findCiSource>> | null) {
    const { inertia, principal, bouncer, request } = ctx
    await bouncer.with(ConfigurationItemPolicy).authorize('create')
    const classes = await ciClassTable()
    const classCode = textOf(request.qs().class) ?? source?.ciClass.code ?? 'physical_server'
    const fields = await fieldChoices({ classCode })
    return inertia.render('cmdb/sources/edit', {
      source: CiSourceTransformer.transform(source),
      classCode,
      fields: fields.map((each) => ({ ...each, canBeEmpty: canBeEmpty(fieldOfColumn(each.key)) })),
      classes: CiClassTransformer.transform(classes.filter((each) => !each.isAbstract)),
      organisations: await editableOrganisations(principal),
    })
  }
}
