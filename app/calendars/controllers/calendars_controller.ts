import { deleteCalendar } from '#calendars/actions/delete_calendar'
import { saveCalendar } from '#calendars/actions/save_calendar'
import CalendarPolicy from '#calendars/policies/calendar_policy'
import { draftOf } from '#calendars/queries/calendar_draft'
import { calendarUse } from '#calendars/queries/calendar_use'
import { calendarYear, yearOf } from '#calendars/queries/calendar_year'
import { clocksBehind } from '#calendars/queries/clocks_behind'
import { findCalendar } from '#calendars/queries/find_calendar'
import { holidaySetChoices } from '#calendars/queries/holiday_sets'
import { CALENDAR_STATES, listCalendars } from '#calendars/queries/list_calendars'
import { lookUpCalendars } from '#calendars/queries/look_up_calendars'
import { plannedDate } from '#calendars/queries/planned_version'
import { versionHistory } from '#calendars/queries/version_history'
import CalendarTransformer from '#calendars/transformers/calendar_transformer'
import HolidaySetTransformer from '#calendars/transformers/holiday_set_transformer'
import {
  calendarInput,
  newCalendarInput,
  seenVersionValidator,
} from '#calendars/validators/calendar_validator'
import { filterOf, listQuery, textOf } from '#core/queries/list_query'
import { relatedTo } from '#directory/queries/related_links'
import type { HttpContext } from '@adonisjs/core/http'

export default class CalendarsController {
  async index({ request, principal, bouncer, inertia }: HttpContext) {
    const policy = bouncer.with(CalendarPolicy)
    await policy.authorize('view')
    const query = request.qs()
    const filter = { ...listQuery(query), state: filterOf(query.state, CALENDAR_STATES) }
    const { list, sort } = await listCalendars(principal, filter)
    const rows = CalendarTransformer.transform(list.rows).useVariant('forList')
    const canEdit = await policy.allows('edit')
    return inertia.render('calendars/index', { list: { ...list, rows }, filter, sort, canEdit })
  }

  async show({ request, params, principal, bouncer, inertia }: HttpContext) {
    const policy = bouncer.with(CalendarPolicy)
    await policy.authorize('view')
    const calendar = await findCalendar(principal, params.code)
    return inertia.render('calendars/show', {
      calendar: CalendarTransformer.transform(calendar).useVariant('forPage'),
      year: calendarYear(draftOf(calendar), yearOf(calendar, request.qs().year)),
      versions: await versionHistory(calendar),
      planned: await plannedDate(calendar),
      uses: await calendarUse(calendar.id),
      recalculation: await clocksBehind(calendar.id, principal),
      related: await relatedTo('calendar', calendar.id, principal),
      canEdit: await policy.allows('edit'),
    })
  }

  /** A new calendar, empty or as a copy of the one the address names. */
  async create({ request, principal, bouncer, inertia }: HttpContext) {
    await bouncer.with(CalendarPolicy).authorize('edit')
    const from = textOf(request.qs().from)
    const source = from ? await findCalendar(principal, from) : null
    const editor = source && CalendarTransformer.transform(source).useVariant('forEditor')
    const sets = HolidaySetTransformer.transform(await holidaySetChoices(principal))
    const planned = null
    return inertia.render('calendars/edit', { calendar: editor, isNew: true, sets, planned })
  }

  async edit({ params, principal, bouncer, inertia }: HttpContext) {
    await bouncer.with(CalendarPolicy).authorize('edit')
    const calendar = await findCalendar(principal, params.code)
    const editor = CalendarTransformer.transform(calendar).useVariant('forEditor')
    const sets = HolidaySetTransformer.transform(await holidaySetChoices(principal))
    const planned = await plannedDate(calendar)
    return inertia.render('calendars/edit', { calendar: editor, isNew: false, sets, planned })
  }

  async store(ctx: HttpContext) {
    await ctx.bouncer.with(CalendarPolicy).authorize('edit')
    const values = await newCalendarInput(ctx)
    const calendar = { calendarId: null, validFrom: null, values }
    const { code } = await saveCalendar.handle({ actor: ctx.actor, ...calendar })
    return this.#answer(ctx, `/calendars/${encodeURIComponent(code)}`)
  }

  async update(ctx: HttpContext) {
    await ctx.bouncer.with(CalendarPolicy).authorize('edit')
    const { id } = await findCalendar(ctx.principal, ctx.params.code)
    const change = await calendarInput(ctx)
    const { code } = await saveCalendar.handle({
      ...{ actor: ctx.actor, calendarId: id, ...change },
    })
    return this.#answer(ctx, `/calendars/${encodeURIComponent(code)}`)
  }

  async destroy(ctx: HttpContext) {
    await ctx.bouncer.with(CalendarPolicy).authorize('edit')
    const { id } = await findCalendar(ctx.principal, ctx.params.code)
    const { version } = await ctx.request.validateUsing(seenVersionValidator)
    await deleteCalendar.handle({ actor: ctx.actor, calendarId: id, seenVersion: version })
    return this.#answer(ctx, '/calendars', 'calendars.deleted')
  }

  /** Choices for the lookups of forms, as JSON `{ options }`. */
  async lookup({ request, principal, bouncer }: HttpContext) {
    await bouncer.with(CalendarPolicy).authorize('view')
    return { options: await lookUpCalendars(principal, textOf(request.qs().q)) }
  }

  #answer({ response, session, i18n }: HttpContext, href: string, key = 'calendars.saved') {
    session.flash('success', i18n.t(key))
    return response.redirect(href)
  }
}
