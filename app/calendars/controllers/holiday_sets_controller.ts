import { deleteHolidaySet } from '#calendars/actions/delete_holiday_set'
import { saveHolidaySet } from '#calendars/actions/save_holiday_set'
import CalendarPolicy from '#calendars/policies/calendar_policy'
import { libraryCountries, libraryRegions } from '#calendars/queries/holiday_library'
import { findHolidaySet, listHolidaySets } from '#calendars/queries/holiday_sets'
import HolidaySetTransformer from '#calendars/transformers/holiday_set_transformer'
import { seenVersionValidator } from '#calendars/validators/calendar_validator'
import {
  holidaySetValidator,
  newHolidaySetValidator,
} from '#calendars/validators/holiday_set_validator'
import { listQuery, textOf } from '#core/queries/list_query'
import type { HttpContext } from '@adonisjs/core/http'

export default class HolidaySetsController {
  async index({ request, principal, bouncer, inertia }: HttpContext) {
    const policy = bouncer.with(CalendarPolicy)
    await policy.authorize('view')
    const filter = listQuery(request.qs())
    const { list, sort } = await listHolidaySets(principal, filter)
    const rows = HolidaySetTransformer.transform(list.rows).useVariant('forList')
    const canEdit = await policy.allows('edit')
    const props = { list: { ...list, rows }, filter, sort, canEdit }
    return inertia.render('calendars/holiday_sets/index', props)
  }

  async show({ params, principal, bouncer, inertia }: HttpContext) {
    const policy = bouncer.with(CalendarPolicy)
    await policy.authorize('view')
    const set = await findHolidaySet(principal, params.code)
    return inertia.render('calendars/holiday_sets/show', {
      set: HolidaySetTransformer.transform(set).useVariant('forPage'),
      canEdit: await policy.allows('edit'),
    })
  }

  async store(ctx: HttpContext) {
    await ctx.bouncer.with(CalendarPolicy).authorize('edit')
    const given = await ctx.request.validateUsing(newHolidaySetValidator)
    const values = { ...given, country: null, region: null }
    const change = { actor: ctx.actor, holidaySetId: null, values }
    const { code } = await saveHolidaySet.handle(change)
    return this.#answer(ctx, `/holiday-sets/${encodeURIComponent(code)}`)
  }

  async update(ctx: HttpContext) {
    await ctx.bouncer.with(CalendarPolicy).authorize('edit')
    const { id, country, region } = await findHolidaySet(ctx.principal, ctx.params.code)
    const { version, ...given } = await ctx.request.validateUsing(holidaySetValidator)
    const change = { holidaySetId: id, seenVersion: version, values: { ...given, country, region } }
    const { code } = await saveHolidaySet.handle({ actor: ctx.actor, ...change })
    return this.#answer(ctx, `/holiday-sets/${encodeURIComponent(code)}`)
  }

  async destroy(ctx: HttpContext) {
    await ctx.bouncer.with(CalendarPolicy).authorize('edit')
    const { id } = await findHolidaySet(ctx.principal, ctx.params.code)
    const { version } = await ctx.request.validateUsing(seenVersionValidator)
    const change = { holidaySetId: id, seenVersion: version }
    await deleteHolidaySet.handle({ actor: ctx.actor, ...change })
    return this.#answer(ctx, '/holiday-sets', 'calendars.sets.deleted')
  }

  /** JSON: countries of the library, and the states of the one that is named. */
  async library({ request, principal, bouncer }: HttpContext) {
    await bouncer.with(CalendarPolicy).authorize('edit')
    const country = textOf(request.qs().country)
    const { locale } = principal
    const regions = country ? await libraryRegions(country, locale) : []
    return { countries: await libraryCountries(locale), regions }
  }

  #answer({ response, session, i18n }: HttpContext, href: string, key = 'calendars.saved') {
    session.flash('success', i18n.t(key))
    return response.redirect(href)
  }
}
