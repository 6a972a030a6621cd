import { switchCalendar } from '#calendars/actions/switch_calendar'
import CalendarPolicy from '#calendars/policies/calendar_policy'
import { findCalendar } from '#calendars/queries/find_calendar'
import { switchValidator } from '#calendars/validators/calendar_validator'
import type { HttpContext } from '@adonisjs/core/http'

/** Whether a calendar is offered to new agreements. */
export default class CalendarActivityController {
  async update({
    request,
    params,
    principal,
    bouncer,
    response,
    session,
    i18n,
    actor,
  }: HttpContext) {
    await bouncer.with(CalendarPolicy).authorize('edit')
    const { id: calendarId, code } = await findCalendar(principal, params.code)
    const { version: seenVersion, isActive } = await request.validateUsing(switchValidator)
    await switchCalendar.handle({ actor, calendarId, seenVersion, isActive })
    session.flash('success', i18n.t('calendars.saved'))
    return response.redirect(`/calendars/${encodeURIComponent(code)}`)
  }
}
