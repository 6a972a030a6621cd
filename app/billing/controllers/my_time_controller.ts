import { changeTimeEntry } from '#billing/actions/change_time_entry'
import { moveTimeEntries } from '#billing/actions/move_time_entries'
import TimeEntryPolicy from '#billing/policies/time_entry_policy'
import { ownTime, weekOfTime } from '#billing/queries/my_time'
import { movedMessage, reachableEntries } from '#billing/queries/reachable_entries'
import { workTypes } from '#billing/queries/time_panel'
import TimeEntryTransformer from '#billing/transformers/time_entry_transformer'
import {
  ownStepValidator,
  rewrittenTimeValidator,
  seenVersionValidator,
  workOf,
} from '#billing/validators/time_entry_validator'
import { NON_BILLABLE_REASONS } from '#billing/workflow/non_billable_reasons'
import type { HttpContext } from '@adonisjs/core/http'

/** What one has done in a week, until it is on its way to a bill (§2.8). */
export default class MyTimeController {
  async index({ request, principal, bouncer, inertia }: HttpContext) {
    await bouncer.with(TimeEntryPolicy).authorize('keep')
    const { entries, ...week } = await weekOfTime(principal, request.qs().week)
    return inertia.render('billing/my_time/index', {
      ...{ week, entries: TimeEntryTransformer.transform(entries) },
      ...{ workTypes: await workTypes(), reasons: [...NON_BILLABLE_REASONS] },
    })
  }

  async update(ctx: HttpContext) {
    const { actor, request, response } = ctx
    const { id: entryId } = await this.#own(ctx)
    const { version, ...input } = await request.validateUsing(rewrittenTimeValidator)
    await changeTimeEntry.rewrite({ actor, entryId, version }, workOf(input))
    return response.redirect().withQs().back()
  }

  async destroy(ctx: HttpContext) {
    const { actor, request, response } = ctx
    const { id: entryId } = await this.#own(ctx)
    const { version } = await request.validateUsing(seenVersionValidator)
    await changeTimeEntry.remove({ actor, entryId, version })
    return response.redirect().withQs().back()
  }

  /** Submits entries, or takes submitted ones back. */
  async move({ actor, principal, request, response, bouncer, session, i18n }: HttpContext) {
    await bouncer.with(TimeEntryPolicy).authorize('keep')
    const { step, entries: seen } = await request.validateUsing(ownStepValidator)
    const entries = await reachableEntries(ownTime(principal), seen)
    const outcome = await moveTimeEntries.handle({ actor, step, entries })
    session.flash(movedMessage(i18n, step, outcome))
    return response.redirect().withQs().back()
  }

  async #own({ params, principal, bouncer }: HttpContext) {
    await bouncer.with(TimeEntryPolicy).authorize('keep')
    return ownTime(principal).where('id', params.id).firstOrFail()
  }
}
