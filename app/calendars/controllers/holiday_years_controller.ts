import { putHolidays } from '#calendars/actions/put_holidays'
import { UnreadableHolidays } from '#calendars/errors'
import CalendarPolicy from '#calendars/policies/calendar_policy'
import { libraryHolidays } from '#calendars/queries/holiday_library'
import { findHolidaySet } from '#calendars/queries/holiday_sets'
import {
  generationValidator,
  holidayFileValidator,
  importValidator,
  yearValidator,
} from '#calendars/validators/holiday_set_validator'
import { readHolidayFile } from '#calendars/workflow/holiday_file'
import type { HttpContext } from '@adonisjs/core/http'

/** Whole years of a holiday set: out of the library, out of a file, or to be filled by hand. */
export default class HolidayYearsController {
  async generate(ctx: HttpContext) {
    const set = await this.#set(ctx)
    const { version, ...wanted } = await ctx.request.validateUsing(generationValidator)
    const { country, region, years } = wanted
    const days = await libraryHolidays(wanted)
    const note = `date-holidays: ${[country, region].filter(Boolean).join('-')}`
    const put = { years, source: 'library' as const, note, days }
    return this.#put(ctx, { holidaySetId: set.id, seenVersion: version, ...put })
  }

  /** JSON: the days a file holds and the lines that cannot be read; nothing is stored. */
  async preview(ctx: HttpContext) {
    await this.#set(ctx)
    const { text } = await ctx.request.validateUsing(holidayFileValidator)
    return readHolidayFile(text)
  }

  async import(ctx: HttpContext) {
    const set = await this.#set(ctx)
    const { version, fileName, text } = await ctx.request.validateUsing(importValidator)
    const { days, problems } = readHolidayFile(text)
    if (problems.length > 0) throw new UnreadableHolidays()
    const years = [...new Set(days.map(({ onDate }) => Number(onDate.slice(0, 4))))].sort()
    const put = { years, source: 'file' as const, note: fileName, days }
    return this.#put(ctx, { holidaySetId: set.id, seenVersion: version, ...put })
  }

  /** A year without days yet; a known one stays as it is. */
  async store(ctx: HttpContext) {
    const set = await this.#set(ctx)
    const { version, year } = await ctx.request.validateUsing(yearValidator)
    if (String(year) in set.years) return this.#answer(ctx)
    const put = { years: [year], source: 'manual' as const, note: null, days: [] }
    return this.#put(ctx, { holidaySetId: set.id, seenVersion: version, ...put })
  }

  async #put(ctx: HttpContext, input: Omit<Parameters<typeof putHolidays.handle>[0], 'actor'>) {
    const actor = ctx.actor
    await putHolidays.handle({ actor, ...input })
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
