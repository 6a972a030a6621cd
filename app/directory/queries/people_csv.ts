import { BYTE_ORDER_MARK, csvLine } from '#core/csv'
import Person from '#directory/models/person'
import { filteredPeople, type PeopleFilter } from '#directory/queries/people_filter'
import type { Principal } from '#directory/queries/principal'
import { phonesText } from '#directory/workflow/phone_number'
import type { I18n } from '@adonisjs/i18n'

const ROWS_PER_READ = 500
const FIELDS = [
  'displayName',
  'jobTitle',
  'organisationId',
  'departmentId',
  'siteId',
  'room',
  'email',
  'phones',
  'managerId',
  'isVip',
  'isActive',
]

/** The people one may see and the filter lets through, in the order of their records; read piece by piece. */
export async function* peopleCsv(
  principal: Principal,
  filter: PeopleFilter,
  i18n: I18n
): AsyncGenerator<string> {
  const titles = FIELDS.map((field) => i18n.t(`fields.${field}`))
  yield BYTE_ORDER_MARK + csvLine(titles, i18n.locale)
  for (let after = 0; ;) {
    const { query } = await filteredPeople(principal, filter)
    const people = await query
      .where('people.id', '>', after)
      .orderBy('people.id')
      .limit(ROWS_PER_READ)
      .preload('organisation')
      .preload('department')
      .preload('site')
      .preload('phones')
      .preload('manager', (manager) => void Person.narrow(manager, principal))
    if (people.length === 0) return
    yield people.map((person) => csvLine(cellsOf(person, i18n), i18n.locale)).join('')
    after = people.at(-1)!.id
  }
}

function cellsOf(person: Person, i18n: I18n): string[] {
  const yesOrNo = (value: boolean) => i18n.t(value ? 'audit_log.yes' : 'audit_log.no')
  return [
    person.displayName,
    person.jobTitle ?? '',
    person.organisation.name,
    person.department?.name ?? '',
    person.site?.name ?? '',
    person.room ?? '',
    person.email ?? '',
    phonesText(person.phones) ?? '',
    person.manager?.displayName ?? '',
    yesOrNo(person.isVip),
    yesOrNo(person.isActive),
  ]
}
