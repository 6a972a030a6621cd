import { removeHoliday } from '#calendars/actions/remove_holiday'
import { saveHoliday } from '#calendars/actions/save_holiday'
import CalendarPolicy from '#calendars/policies/calendar_policy'
import { findHolidaySet } from '#calendars/queries/holiday_sets'
import { seenVersionValidator } from '#calendars/validators/calendar_validator'
import { holidayValidator } from '#calendars/validators/holiday_set_validator'
import type { HttpContext } from '@adonisjs/core/http'

/** The single days of a holiday set. */
export default class HolidaysController {
  async store(ctx: HttpContext) {
    return this.#save(ctx, null)
  }

  async update(ctx: HttpContext) {
    return this.#save(ctx, Number(ctx.params.id))
  }

  async destroy(ctx: HttpContext) {
    const set = await this.#set(ctx)
    const { version } = await ctx.request.validateUsing(seenVersionValidator)
    const day = { holidaySetId: set.id, seenVersion: version, dayId: Number(ctx.params.id) }
    await removeHoliday.handle({ actor: ctx.actor, ...day })
    return this.#answer(ctx)
  }

  async #save(ctx: HttpContext, dayId: number | null) {
    const set = await this.#set(ctx)
    const { version, ...values } = await ctx.request.validateUsing(holidayValidator)
    const day = { holidaySetId: set.id, seenVersion: version, dayId, values }
    await saveHoliday.handle({ actor: ctx.actor, ...day })
    return this.#answer(ctx)
  }

  async #set({ params, principal, bouncer }: HttpContext) {
    await bouncer.with(CalendarPolicy).authorize('edit')
    return findHolidaySet(principal, params.code)
  }

  #answer({ response, session, i18n, params }: HttpContext) {
    session.flash('success', i18n.t('calendars.saved'))
    return response.redirect(`/holiday-sets/${encodeURIComponent(params.code)}`)
  }
}
