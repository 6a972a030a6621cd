import { requestLdapRun } from '#directory/actions/request_ldap_run'
import LdapSourcePolicy from '#directory/policies/ldap_source_policy'
import { findLdapRun, findLdapSource } from '#directory/queries/ldap_sources'
import LdapRunTransformer from '#directory/transformers/ldap_run_transformer'
import LdapSourceTransformer from '#directory/transformers/ldap_source_transformer'
import { ldapRunValidator } from '#directory/validators/ldap_source_validator'
import type { HttpContext } from '@adonisjs/core/http'

/** Readings of a directory: asked for, looked at. The directory itself is asked in the background. */
export default class LdapRunsController {
  async store(ctx: HttpContext) {
    const { id: sourceId } = await this.#source(ctx)
    await ctx.bouncer.with(LdapSourcePolicy).authorize('manage')
    const wanted = await ctx.request.validateUsing(ldapRunValidator)
    const actor = ctx.actor
    const run = await requestLdapRun.handle({ actor, sourceId, ...wanted })
    return ctx.response.redirect(`/settings/directory-sources/${sourceId}/runs/${run.id}`)
  }

  async show(ctx: HttpContext) {
    const source = await this.#source(ctx)
    const run = await findLdapRun(source, ctx.params.run)
    const isOwn = run.requestedByUserId === ctx.principal.userId && run.state === 'done'
    return ctx.inertia.render('directory/ldap_sources/run', {
      source: LdapSourceTransformer.transform(source),
      run: LdapRunTransformer.transform(run).useVariant('forPage'),
      fileUrl: isOwn ? `/background-tasks/${run.backgroundTaskId}/file` : null,
      canManage: await ctx.bouncer.with(LdapSourcePolicy).allows('manage'),
    })
  }

  async #source({ params, principal, bouncer }: HttpContext) {
    await bouncer.with(LdapSourcePolicy).authorize('view')
    return findLdapSource(principal, params.id)
  }
}
