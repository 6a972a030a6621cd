import { saveSite } from '#directory/actions/save_site'
import DirectoryPolicy from '#directory/policies/directory_policy'
import { findOrganisation } from '#directory/queries/find_organisation'
import { newSiteValidator, siteValidator } from '#directory/validators/organisation_validator'
import type { HttpContext } from '@adonisjs/core/http'

/** The sites of an organisation. */
export default class SitesController {
  async store(ctx: HttpContext) {
    const organisation = await this.#organisation(ctx)
    const values = await ctx.request.validateUsing(newSiteValidator)
    const site = { organisationId: organisation.id, siteId: null, values }
    await saveSite.handle({ actor: ctx.actor, ...site })
    return this.#answer(ctx)
  }

  async update(ctx: HttpContext) {
    const organisation = await this.#organisation(ctx)
    const { version, ...values } = await ctx.request.validateUsing(siteValidator)
    const site = { organisationId: organisation.id, siteId: Number(ctx.params.id), values }
    await saveSite.handle({ actor: ctx.actor, ...site, seenVersion: version })
    return this.#answer(ctx)
  }

  async #organisation({ params, principal, bouncer }: HttpContext) {
    const policy = bouncer.with(DirectoryPolicy)
    await policy.authorize('view')
    const organisation = await findOrganisation(principal, params.code)
    await policy.authorize('edit', organisation)
    return organisation
  }

  #answer({ response, session, i18n, params }: HttpContext) {
    session.flash('success', i18n.t('directory.saved'))
    return response.redirect(`/organisations/${encodeURIComponent(params.code)}`)
  }
}
