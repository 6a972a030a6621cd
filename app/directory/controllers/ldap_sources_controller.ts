import { LDAP_PRESETS } from '#config/ldap'
import { listQuery } from '#core/queries/list_query'
import { deleteLdapSource } from '#directory/actions/delete_ldap_source'
import { saveLdapSource } from '#directory/actions/save_ldap_source'
import Role from '#directory/models/role'
import LdapSourcePolicy from '#directory/policies/ldap_source_policy'
import { findLdapSource, listLdapSources, runsOf } from '#directory/queries/ldap_sources'
import LdapRunTransformer from '#directory/transformers/ldap_run_transformer'
import LdapSourceTransformer from '#directory/transformers/ldap_source_transformer'
import {
  ldapSourceValidator,
  ldapVersionValidator,
  newLdapSourceValidator,
} from '#directory/validators/ldap_source_validator'
import type { HttpContext } from '@adonisjs/core/http'

const PAGE = '/settings/directory-sources'

/** Directories that people come from. */
export default class LdapSourcesController {
  async index(ctx: HttpContext) {
    await ctx.bouncer.with(LdapSourcePolicy).authorize('view')
    const filter = listQuery(ctx.request.qs())
    const { list, sort, lastRuns } = await listLdapSources(ctx.principal, filter)
    const rows = LdapSourceTransformer.transform(list.rows, lastRuns).useVariant('forList')
    return ctx.inertia.render('directory/ldap_sources/index', {
      ...{ list: { ...list, rows }, filter, sort, ...(await formProps(ctx)) },
    })
  }

  async show(ctx: HttpContext) {
    const source = await this.#source(ctx)
    return ctx.inertia.render('directory/ldap_sources/show', {
      source: LdapSourceTransformer.transform(source).useVariant('forPage'),
      runs: async () => LdapRunTransformer.transform(await runsOf(source)),
      ...(await formProps(ctx)),
    })
  }

  async store(ctx: HttpContext) {
    await ctx.bouncer.with(LdapSourcePolicy).authorize('manage')
    const values = await ctx.request.validateUsing(newLdapSourceValidator)
    const source = await saveLdapSource.handle({ ...(await callerOf(ctx)), sourceId: null, values })
    return this.#answer(ctx, `${PAGE}/${source.id}`, 'ldap.saved')
  }

  async update(ctx: HttpContext) {
    const { id: sourceId } = await this.#source(ctx)
    await ctx.bouncer.with(LdapSourcePolicy).authorize('manage')
    const { version, ...values } = await ctx.request.validateUsing(ldapSourceValidator)
    const change = { sourceId, seenVersion: version, values }
    await saveLdapSource.handle({ ...(await callerOf(ctx)), ...change })
    return this.#answer(ctx, `${PAGE}/${sourceId}`, 'ldap.saved')
  }

  async destroy(ctx: HttpContext) {
    const { id: sourceId } = await this.#source(ctx)
    await ctx.bouncer.with(LdapSourcePolicy).authorize('manage')
    const { version } = await ctx.request.validateUsing(ldapVersionValidator)
    const { actor } = await callerOf(ctx)
    await deleteLdapSource.handle({ actor, sourceId, seenVersion: version })
    return this.#answer(ctx, PAGE, 'ldap.deleted')
  }

  async #source({ params, principal, bouncer }: HttpContext) {
    await bouncer.with(LdapSourcePolicy).authorize('view')
    return findLdapSource(principal, params.id)
  }

  #answer({ response, session, i18n }: HttpContext, page: string, message: string) {
    session.flash('success', i18n.t(message))
    return response.redirect(page)
  }
}

/** What the form needs on either page. */
async function formProps({ bouncer }: HttpContext) {
  const policy = bouncer.with(LdapSourcePolicy)
  const roles = await Role.query().orderBy('id')
  return {
    roles: roles.map(({ id, labelRu, labelEn }) => ({ id, labelRu, labelEn })),
    presets: LDAP_PRESETS,
    can: { manage: await policy.allows('manage'), mapRoles: await policy.allows('mapRoles') },
  }
}

async function callerOf({ bouncer, actor }: HttpContext) {
  const mayMapRoles = await bouncer.with(LdapSourcePolicy).allows('mapRoles')
  return { actor, mayMapRoles }
}
