import { recordAudit } from '#core/actions/record_audit'
import { clock } from '#core/clock'
import { inTransaction } from '#core/transaction'
import DirectoryPolicy from '#directory/policies/directory_policy'
import { peopleCsv } from '#directory/queries/people_csv'
import { peopleFilter, type PeopleFilter } from '#directory/queries/people_filter'
import type { HttpContext } from '@adonisjs/core/http'
import { Readable } from 'node:stream'

/** The list of people as CSV; taking personal data out is in the audit. */
export default class PeopleExportsController {
  async show({ request, response, principal, bouncer, i18n, actor }: HttpContext) {
    await bouncer.with(DirectoryPolicy).authorize('view')
    const filter = peopleFilter(request.qs())
    const event = { actor, subjectType: 'person', subjectId: 0, organisationId: null }
    await inTransaction((trx) =>
      recordAudit(trx, { ...event, action: 'person.exported', changes: changesOf(filter) })
    )
    const name = `people-${clock.today(principal.timeZone)}.csv`
    response.type('text/csv; charset=utf-8')
    response.header('Content-Disposition', `attachment; filename="${name}"`)
    response.header('Cache-Control', 'no-store')
    return response.stream(Readable.from(peopleCsv(principal, filter, i18n)))
  }
}

function changesOf({ page, sort, ...filter }: PeopleFilter) {
  const given = Object.entries(filter).filter(([, value]) => value !== null)
  return given.map(([field, after]) => ({ field, before: null, after }))
}
