import { filterOf, listQuery } from '#core/queries/list_query'
import { createOrganisation } from '#directory/actions/create_organisation'
import { updateOrganisation } from '#directory/actions/update_organisation'
import { ORGANISATION_KINDS } from '#directory/models/organisation_types'
import DirectoryPolicy from '#directory/policies/directory_policy'
import { departmentTree } from '#directory/queries/department_tree'
import { editableOrganisation } from '#directory/queries/editable_organisation'
import { findOrganisation, organisationContents } from '#directory/queries/find_organisation'
import { listOrganisations } from '#directory/queries/list_organisations'
import { relatedTo } from '#directory/queries/related_links'
import DepartmentTransformer from '#directory/transformers/department_transformer'
import OrganisationTransformer from '#directory/transformers/organisation_transformer'
import PersonTransformer from '#directory/transformers/person_transformer'
import SiteTransformer from '#directory/transformers/site_transformer'
import {
  newOrganisationValidator,
  organisationValidator,
} from '#directory/validators/organisation_validator'
import type { HttpContext } from '@adonisjs/core/http'

export default class OrganisationsController {
  async index({ request, principal, bouncer, inertia }: HttpContext) {
    const policy = bouncer.with(DirectoryPolicy)
    await policy.authorize('view')
    const query = request.qs()
    const filter = { ...listQuery(query), kind: filterOf(query.kind, ORGANISATION_KINDS) }
    const { list, sort, depths } = await listOrganisations(principal, filter)
    const rows = OrganisationTransformer.transform(list.rows, depths).useVariant('forList')
    const canCreate = await policy.allows('create')
    return inertia.render('directory/organisations/index', {
      ...{ list: { ...list, rows }, filter, sort, canCreate },
    })
  }

  async show({ params, principal, bouncer, inertia }: HttpContext) {
    const policy = bouncer.with(DirectoryPolicy)
    await policy.authorize('view')
    const organisation = await findOrganisation(principal, params.code)
    const { parts, people, peopleCount } = await organisationContents(principal, organisation)
    return inertia.render('directory/organisations/show', {
      organisation: OrganisationTransformer.transform(organisation).useVariant('forPage'),
      sites: SiteTransformer.transform(organisation.sites),
      departments: DepartmentTransformer.transform(await departmentTree(organisation.id)),
      parts: OrganisationTransformer.transform(parts),
      people: PersonTransformer.transform(people),
      peopleCount,
      related: await relatedTo('organisation', organisation.id, principal),
      canEdit: await policy.allows('edit', organisation),
    })
  }

  async store(ctx: HttpContext) {
    await ctx.bouncer.with(DirectoryPolicy).authorize('create')
    const values = await ctx.request.validateUsing(newOrganisationValidator)
    await this.#authorizeParent(ctx, values.parentId)
    const organisation = await createOrganisation.handle({ actor: ctx.actor, values })
    return this.#answer(ctx, organisation.code)
  }

  async update(ctx: HttpContext) {
    const policy = ctx.bouncer.with(DirectoryPolicy)
    await policy.authorize('view')
    const { id: organisationId, parentId } = await findOrganisation(ctx.principal, ctx.params.code)
    await policy.authorize('edit', { id: organisationId })
    const { version, ...values } = await ctx.request.validateUsing(organisationValidator)
    if (values.parentId !== parentId) await this.#authorizeParent(ctx, values.parentId)
    const change = { organisationId, seenVersion: version, values }
    const organisation = await updateOrganisation.handle({ actor: ctx.actor, ...change })
    return this.#answer(ctx, organisation.code)
  }

  async #authorizeParent({ bouncer, principal }: HttpContext, parentId: number | null) {
    if (parentId === null) await bouncer.with(DirectoryPolicy).authorize('plantRoot')
    else await editableOrganisation(principal, parentId, 'parentId')
  }

  #answer({ response, session, i18n }: HttpContext, code: string) {
    session.flash('success', i18n.t('directory.saved'))
    return response.redirect(`/organisations/${encodeURIComponent(code)}`)
  }
}
