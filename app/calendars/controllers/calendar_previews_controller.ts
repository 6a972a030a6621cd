import CalendarPolicy from '#calendars/policies/calendar_policy'
import { draftSets } from '#calendars/queries/calendar_draft'
import { draftReport } from '#calendars/queries/draft_report'
import { findCalendar } from '#calendars/queries/find_calendar'
import { instantOf, previewDue, previewWorked } from '#calendars/queries/preview'
import { versionContentAt } from '#calendars/queries/version_content'
import { draftInput } from '#calendars/validators/calendar_validator'
import { dueValidator, workedValidator } from '#calendars/validators/preview_validator'
import type { HttpContext } from '@adonisjs/core/http'

/** Answers of the engine as JSON, for saved calendars and for the one in the editor. */
export default class CalendarPreviewsController {
  /** When a target that starts at `opened` is used up. */
  async due(ctx: HttpContext) {
    const calendar = await this.#calendar(ctx)
    const data = ctx.request.qs()
    const { opened, minutes } = await ctx.request.validateUsing(dueValidator, { data })
    const working = await versionContentAt(calendar, instantOf(calendar, opened, 'opened'))
    return previewDue(working, opened, minutes)
  }

  /** Working minutes between `from` and `to`. */
  async worked(ctx: HttpContext) {
    const calendar = await this.#calendar(ctx)
    const data = ctx.request.qs()
    const { from, to } = await ctx.request.validateUsing(workedValidator, { data })
    const working = await versionContentAt(calendar, instantOf(calendar, from, 'from'))
    return previewWorked(working, from, to)
  }

  /** Everything the editor shows of what is not saved yet. */
  async draft(ctx: HttpContext) {
    await ctx.bouncer.with(CalendarPolicy).authorize('edit')
    const { calendar: code, holidaySetIds, ...draft } = await draftInput(ctx)
    const calendar = code === null ? null : await findCalendar(ctx.principal, code)
    return draftReport({ ...draft, sets: await draftSets(holidaySetIds) }, calendar, draft)
  }

  async #calendar({ params, principal, bouncer }: HttpContext) {
    await bouncer.with(CalendarPolicy).authorize('view')
    return findCalendar(principal, params.code)
  }
}
