import { requestClosing } from '#billing/actions/request_closing'
import BillingPeriodPolicy from '#billing/policies/billing_period_policy'
import { contractBoard } from '#billing/queries/contract_board'
import BoardRowTransformer from '#billing/transformers/board_row_transformer'
import { closingValidator } from '#billing/validators/billing_period_validator'
import { listQuery } from '#core/queries/list_query'
import type { HttpContext } from '@adonisjs/core/http'

/** What an account manager looks at in the morning, and the closing of a month. */
export default class ContractBoardController {
  async index({ request, principal, bouncer, inertia }: HttpContext) {
    await bouncer.with(BillingPeriodPolicy).authorize('board')
    const filter = listQuery(request.qs())
    const list = await contractBoard(principal, filter)
    const rows = BoardRowTransformer.transform(list.rows)
    return inertia.render('billing/board/index', {
      list: { ...list, rows },
      filter: { q: filter.q },
    })
  }

  /** Answers with the task to wait for, as JSON: the page stays where it is. */
  async close({ actor, request, principal, bouncer, response }: HttpContext) {
    await bouncer.with(BillingPeriodPolicy).authorize('board')
    const { month, language } = await request.validateUsing(closingValidator)
    const task = await requestClosing.handle({ actor, principal, month, language })
    return response.accepted({ id: task.id, url: `/background-tasks/${task.id}` })
  }
}
