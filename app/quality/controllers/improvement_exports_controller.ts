import { clock } from '#core/clock'
import ImprovementPolicy from '#quality/policies/improvement_policy'
import { improvementFilter } from '#quality/queries/improvement_filter'
import { improvementsCsv } from '#quality/queries/improvements_csv'
import type { HttpContext } from '@adonisjs/core/http'
import { Readable } from 'node:stream'

/** The register as CSV, with the filter of the list. */
export default class ImprovementExportsController {
  async show({ request, response, principal, bouncer, i18n }: HttpContext) {
    await bouncer.with(ImprovementPolicy).authorize('view')
    const name = `improvements-${clock.today(principal.timeZone)}.csv`
    response.type('text/csv; charset=utf-8')
    response.header('Content-Disposition', `attachment; filename="${name}"`)
    response.header('Cache-Control', 'no-store')
    const lines = improvementsCsv(principal, improvementFilter(request.qs()), i18n)
    return response.stream(Readable.from(lines))
  }
}
