import BillingPeriodPolicy from '#billing/policies/billing_period_policy'
import { clientAccount } from '#billing/queries/client_account'
import { contractBoard } from '#billing/queries/contract_board'
import BoardRowTransformer from '#billing/transformers/board_row_transformer'
import ClientAccountTransformer from '#billing/transformers/client_account_transformer'
import { listQuery } from '#core/queries/list_query'
import { findOrganisation } from '#directory/queries/find_organisation'
import { relatedTo } from '#directory/queries/related_links'
import type { HttpContext } from '@adonisjs/core/http'

/** The page of a client as their account manager sees it. */
export default class ClientAccountsController {
  async show({ params, request, principal, bouncer, inertia }: HttpContext) {
    await bouncer.with(BillingPeriodPolicy).authorize('board')
    const client = await findOrganisation(principal, params.code)
    await bouncer.with(BillingPeriodPolicy).authorize('account', client)
    const { code, name } = client
    const filter = { ...listQuery(request.qs()), q: null, organisationId: client.id }
    const list = await contractBoard(principal, filter)
    const account = await clientAccount(principal, client)
    return inertia.render('billing/client_accounts/show', {
      client: { code, name },
      list: { ...list, rows: BoardRowTransformer.transform(list.rows) },
      account: ClientAccountTransformer.transform(account),
      related: await relatedTo('organisation', client.id, principal),
    })
  }
}
