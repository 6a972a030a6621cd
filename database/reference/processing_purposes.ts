import { clock } from '#core/clock'
import { toSqlUtc } from '#core/columns'
import type { LegalBasis } from '#privacy/workflow/privacy_types'
import db from '@adonisjs/lucid/services/db'

type Words = { ru: string; en: string }
type Purpose = { basis: LegalBasis; name: Words; data: Words; subjects: Words; kept: Words }

const STAFF_AND_CLIENTS = {
  ru: 'Сотрудники оператора, сотрудники клиентов',
  en: 'Staff of the operator, staff of clients',
}

/** What Opora processes personal data for as it comes; the operator edits it and adds their own. */
const PURPOSES: Record<string, Purpose> = {
  service_desk: {
    basis: 'contract',
    name: { ru: 'Приём и обработка заявок', en: 'Receiving and working on tickets' },
    data: {
      ru: 'Имя, должность, организация, площадка, телефон, электронная почта, тексты обращений',
      en: 'Name, job title, organisation, site, phone, e-mail, texts of tickets',
    },
    subjects: STAFF_AND_CLIENTS,
    kept: {
      ru: 'Срок договора с клиентом и срок исковой давности',
      en: 'The term of the client contract and of limitation of actions',
    },
  },
  accounts: {
    basis: 'contract',
    name: { ru: 'Учётные записи и доступ', en: 'Accounts and access' },
    data: {
      ru: 'Имя, электронная почта, роли, время входа, IP-адрес, сведения о браузере',
      en: 'Name, e-mail, roles, times of sign-in, IP address, browser',
    },
    subjects: STAFF_AND_CLIENTS,
    kept: {
      ru: 'Пока действует учётная запись; сведения о входах — по правилам хранения',
      en: 'As long as the account is active; sign-ins as the rules of retention say',
    },
  },
  security_log: {
    basis: 'legitimate_interest',
    name: { ru: 'Журнал действий и защита данных', en: 'History of acts and protection of data' },
    data: {
      ru: 'Кто, когда и что изменил или просмотрел, IP-адрес',
      en: 'Who changed or viewed what and when, IP address',
    },
    subjects: STAFF_AND_CLIENTS,
    kept: { ru: 'По правилам хранения', en: 'As the rules of retention say' },
  },
  billing: {
    basis: 'contract',
    name: { ru: 'Учёт времени и расчёты с клиентами', en: 'Time and billing of clients' },
    data: {
      ru: 'Имя исполнителя, трудозатраты; имена подписантов договоров',
      en: 'Name of the engineer, time spent; names of those who sign contracts',
    },
    subjects: STAFF_AND_CLIENTS,
    kept: { ru: 'Пять лет после закрытия периода', en: 'Five years after the period is closed' },
  },
  portal: {
    basis: 'consent',
    name: { ru: 'Обработка данных на портале', en: 'Processing of data in the portal' },
    data: {
      ru: 'Имя, телефон, электронная почта, тексты обращений, вложения',
      en: 'Name, phone, e-mail, texts of tickets, attachments',
    },
    subjects: { ru: 'Пользователи портала', en: 'Users of the portal' },
    kept: { ru: 'До отзыва согласия', en: 'Until the consent is revoked' },
  },
  mailings: {
    basis: 'consent',
    name: { ru: 'Рассылки и опросы', en: 'Mailings and surveys' },
    data: { ru: 'Имя, электронная почта', en: 'Name, e-mail' },
    subjects: { ru: 'Сотрудники клиентов', en: 'Staff of clients' },
    kept: { ru: 'До отзыва согласия', en: 'Until the consent is revoked' },
  },
}

/** Adds the purposes that are missing; edited ones stay as they are. */
export async function syncProcessingPurposes() {
  const known = new Set(
    (await db.from('processing_purposes').select('code')).map(({ code }) => code)
  )
  const now = toSqlUtc(clock.now())
  const missing = Object.entries(PURPOSES)
    .map(([code, purpose], position) => ({ code, position, ...toRow(purpose) }))
    .filter(({ code }) => !known.has(code))
    .map((row) => ({ ...row, created_at: now, updated_at: now }))
  if (missing.length > 0) await db.table('processing_purposes').multiInsert(missing)
}

function toRow({ basis, name, data, subjects, kept }: Purpose) {
  return {
    legal_basis: basis,
    name_ru: name.ru,
    name_en: name.en,
    data_categories_ru: data.ru,
    data_categories_en: data.en,
    subjects_ru: subjects.ru,
    subjects_en: subjects.en,
    retention_ru: kept.ru,
    retention_en: kept.en,
    is_mandatory: false,
    is_active: true,
    version: 1,
  }
}
