import { changeTimeEntry } from '#billing/actions/change_time_entry'
import { moveTimeEntries } from '#billing/actions/move_time_entries'
import TimeEntry from '#billing/models/time_entry'
import TimeEntryPolicy from '#billing/policies/time_entry_policy'
import { movedMessage, reachableEntries } from '#billing/queries/reachable_entries'
import {
  approvalFilter,
  approvalFilterNames,
  timeToApprove,
} from '#billing/queries/time_to_approve'
import TimeEntryTransformer from '#billing/transformers/time_entry_transformer'
import {
  approvalStepValidator,
  judgedTimeValidator,
} from '#billing/validators/time_entry_validator'
import { NON_BILLABLE_REASONS } from '#billing/workflow/non_billable_reasons'
import type { HttpContext } from '@adonisjs/core/http'

/** Work that was submitted is approved or sent back with a question (§2.8). */
export default class TimeApprovalsController {
  async index({ request, principal, bouncer, inertia }: HttpContext) {
    await bouncer.with(TimeEntryPolicy).authorize('approve')
    const filter = approvalFilter(request.qs())
    const { list, sort, sums } = await timeToApprove(principal, filter)
    const rows = TimeEntryTransformer.transform(list.rows).useVariant('forApproval')
    return inertia.render('billing/time_approvals/index', {
      ...{ list: { ...list, rows }, sort, sums, filter },
      names: await approvalFilterNames(principal, filter),
      reasons: [...NON_BILLABLE_REASONS],
      personId: principal.personId,
    })
  }

  async move({ actor, principal, request, response, bouncer, session, i18n }: HttpContext) {
    await bouncer.with(TimeEntryPolicy).authorize('approve')
    const { step, entries: seen, note = null } = await request.validateUsing(approvalStepValidator)
    const entries = await reachableEntries(TimeEntry.approvableBy(principal), seen)
    const outcome = await moveTimeEntries.handle({ actor, step, entries, note })
    session.flash(movedMessage(i18n, step, outcome))
    return response.redirect().withQs().back()
  }

  async judge({ actor, params, principal, request, response, bouncer }: HttpContext) {
    await bouncer.with(TimeEntryPolicy).authorize('approve')
    const { id: entryId } = await TimeEntry.approvableBy(principal)
      .where('time_entries.id', params.id)
      .firstOrFail()
    const { version, ...billing } = await request.validateUsing(judgedTimeValidator)
    const nonBillableReason = billing.nonBillableReason ?? null
    await changeTimeEntry.judge({ actor, entryId, version }, { ...billing, nonBillableReason })
    return response.redirect().withQs().back()
  }
}
