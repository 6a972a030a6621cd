import { Refusal } from '#core/errors'
import { filterOf, listQuery, textOf } from '#core/queries/list_query'
import { actOnAccounts } from '#directory/actions/act_on_accounts'
import { endAccountSessions } from '#directory/actions/end_account_sessions'
import { switchAccount } from '#directory/actions/switch_account'
import Role from '#directory/models/role'
import type User from '#directory/models/user'
import AccountPolicy from '#directory/policies/account_policy'
import RolePolicy from '#directory/policies/role_policy'
import {
  ACCOUNT_STATUSES,
  listAccounts,
  managedAccounts,
  SECOND_FACTORS,
  SIGN_INS,
} from '#directory/queries/list_accounts'
import AccountTransformer from '#directory/transformers/account_transformer'
import OrganisationTransformer from '#directory/transformers/organisation_transformer'
import RoleTransformer from '#directory/transformers/role_transformer'
import { chosenAccountsValidator } from '#directory/validators/account_validator'
import type { HttpContext } from '@adonisjs/core/http'

/** All accounts one manages, and acts on many of them at once. */
export default class AccountsController {
  async index({ request, principal, bouncer, inertia }: HttpContext) {
    await bouncer.with(AccountPolicy).authorize('list')
    const { list, sort, organisation } = await listAccounts(principal, filter(request.qs()))
    return inertia.render('directory/accounts/index', {
      list: { ...list, rows: AccountTransformer.transform(list.rows).useVariant('forList') },
      ...{ filter: filter(request.qs()), sort },
      organisation: OrganisationTransformer.transform(organisation),
      roles: RoleTransformer.transform(await Role.query().orderBy('id')),
      canViewRoles: await bouncer.with(RolePolicy).allows('view'),
    })
  }

  async switchOff(ctx: HttpContext) {
    const actor = ctx.actor
    return this.#act(ctx, ({ id }) => switchAccount.handle({ actor, userId: id, isActive: false }))
  }

  async endSessions(ctx: HttpContext) {
    const actor = ctx.actor
    return this.#act(ctx, ({ id }) => endAccountSessions.handle({ actor, userId: id }))
  }

  /** JSON with one result per chosen row. */
  async #act(ctx: HttpContext, act: (account: User) => Promise<unknown>) {
    const policy = ctx.bouncer.with(AccountPolicy)
    await policy.authorize('list')
    const { ids } = await ctx.request.validateUsing(chosenAccountsValidator)
    const accounts = await managedAccounts(ctx.principal)
      .whereIn('users.id', ids)
      .select('users.*')
      .preload('person')
    const check = async ({ id, person }: User) => {
      const mayManage = await policy.allows('manage', { person, userId: id })
      return mayManage ? null : new Refusal('roles.accounts.not_allowed')
    }
    const results = await actOnAccounts.handle({ ids, accounts, check, act })
    return results.map(({ id, name, refusal }) => ({
      ...{ id, name, isDone: refusal === null },
      message: refusal ? ctx.i18n.t(refusal.messageKey, refusal.params) : null,
    }))
  }
}

function filter(query: Record<string, unknown>) {
  return {
    ...listQuery(query),
    role: textOf(query.role),
    organisation: textOf(query.organisation),
    status: filterOf(query.status, ACCOUNT_STATUSES),
    secondFactor: filterOf(query.secondFactor, SECOND_FACTORS),
    signIn: filterOf(query.signIn, SIGN_INS),
  }
}
