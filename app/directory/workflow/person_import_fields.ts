import type { ImportField } from '#core/imports/import_types'

/** What a file of people may bring. Words are plain: small letters, е for ё, no signs. */
export const PERSON_IMPORT_FIELDS = [
  field(
    'externalKey',
    'табельный номер|таб номер|таб №|табельный|внешний код|код сотрудника|id сотрудника|employee id|employee number|external key|external id|personnel number'
  ),
  field('lastName', 'фамилия|last name|surname|family name'),
  { ...field('firstName', 'имя|first name|given name'), after: 'lastName' },
  { ...field('middleName', 'отчество|middle name|patronymic'), after: 'lastName' },
  field(
    'displayName',
    'фио|ф и о|полное имя|имя|сотрудник|работник|full name|display name|name|employee|person'
  ),
  field(
    'email',
    'электронная почта|эл почта|почта|email|e mail|mail|адрес электронной почты|корпоративная почта|email address'
  ),
  field(
    'mobilePhone',
    'мобильный телефон|мобильный|сотовый телефон|сотовый|mobile phone|mobile|cell phone'
  ),
  field(
    'phone',
    'телефон|рабочий телефон|телефоны|тел|внутренний телефон|phone|phones|work phone|office phone|telephone|business phone'
  ),
  field('jobTitle', 'должность|job title|title|position|job'),
  field(
    'organisationCode',
    'код организации|код компании|organisation code|organization code|company code'
  ),
  field(
    'parentOrganisation',
    'головная организация|вышестоящая организация|входит в|группа компаний|холдинг|parent organisation|parent organization|parent company|group'
  ),
  field(
    'organisation',
    'организация|компания|юрлицо|юридическое лицо|предприятие|organisation|organization|company|legal entity'
  ),
  field('department', 'подразделение|отдел|департамент|управление|department|division|unit'),
  field('site', 'площадка|офис|филиал|адрес офиса|местоположение|site|office|location|branch'),
  field(
    'manager',
    'руководитель|непосредственный руководитель|начальник|менеджер|manager|supervisor|reports to|line manager'
  ),
  field('room', 'кабинет|комната|помещение|room|cabinet'),
  field('isVip', 'vip|вип|важный'),
  field('locale', 'язык|language|locale'),
  field('timeZone', 'часовой пояс|временная зона|time zone|timezone|zone'),
  field('isActive', 'активен|активно|работает|действует|active|is active|enabled'),
] as const satisfies readonly ImportField[]

export type PersonImportField = (typeof PERSON_IMPORT_FIELDS)[number]['key']

function field<const Key extends string>(key: Key, words: string) {
  return { key, headings: words.split('|') }
}
