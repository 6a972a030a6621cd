import { changeAccountEmail } from '#directory/actions/change_account_email'
import { createAccount } from '#directory/actions/create_account'
import { issuePasswordLink, type IssuedLink } from '#directory/actions/issue_password_link'
import { releaseAccount } from '#directory/actions/release_account'
import { removeSecondFactor } from '#directory/actions/remove_second_factor'
import { switchAccount } from '#directory/actions/switch_account'
import { managedAccount, managedPerson } from '#directory/controllers/managed_account'
import {
  accountEmailValidator,
  newAccountValidator,
  releaseAccountValidator,
  switchAccountValidator,
} from '#directory/validators/account_validator'
import type { HttpContext } from '@adonisjs/core/http'

/** What an administrator does to somebody's account. */
export default class PersonAccountsController {
  async store(ctx: HttpContext) {
    const { person } = await managedPerson(ctx)
    const values = await ctx.request.validateUsing(newAccountValidator)
    const caller = { principal: ctx.principal, actor: ctx.actor }
    await createAccount.handle({ ...caller, personId: person.id, values })
    return answer(ctx, 'roles.account.created')
  }

  async changeEmail(ctx: HttpContext) {
    const { userId } = await managedAccount(ctx)
    const { email, version } = await ctx.request.validateUsing(accountEmailValidator)
    await changeAccountEmail.handle({ actor: ctx.actor, userId, seenVersion: version, email })
    return answer(ctx, 'roles.account.email_changed')
  }

  /** The link stands in the answer alone. */
  async issueLink(ctx: HttpContext) {
    const { userId } = await managedAccount(ctx)
    return showOnce(ctx, await issuePasswordLink.handle({ actor: ctx.actor, userId }))
  }

  /** Likewise the link to the password that the provider's sign-in makes room for. */
  async release(ctx: HttpContext) {
    const { userId } = await managedAccount(ctx)
    const { version } = await ctx.request.validateUsing(releaseAccountValidator)
    const { actor } = ctx
    return showOnce(ctx, await releaseAccount.handle({ actor, userId, seenVersion: version }))
  }

  async resetSecondFactor(ctx: HttpContext) {
    const { userId } = await managedAccount(ctx)
    await removeSecondFactor.reset({ actor: ctx.actor, userId })
    return answer(ctx, 'account.people.second_factor_reset')
  }

  async switch(ctx: HttpContext) {
    const { userId } = await managedAccount(ctx)
    const { isActive } = await ctx.request.validateUsing(switchAccountValidator)
    await switchAccount.handle({ actor: ctx.actor, userId, isActive })
    return answer(ctx, isActive ? 'account.people.switched_on' : 'account.people.switched_off')
  }
}

function showOnce({ response }: HttpContext, { url, expiresAt }: IssuedLink) {
  return response.header('cache-control', 'no-store').json({ url, expiresAt: expiresAt.toISO() })
}

function answer({ session, i18n, response, params }: HttpContext, message: string) {
  session.flash('success', i18n.t(message))
  return response.redirect(`/people/${params.id}`)
}
