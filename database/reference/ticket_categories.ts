import db from '@adonisjs/lucid/services/db'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'

type CategorySeed = { code: string; ru: string; en: string; children?: CategorySeed[] }

/** The categories Opora ships with (INC-07): a short tree that an administrator widens. */
export const TICKET_CATEGORIES: CategorySeed[] = [
  {
    code: 'hardware',
    ru: 'Оборудование',
    en: 'Hardware',
    children: [
      { code: 'hardware.computer', ru: 'Компьютер или ноутбук', en: 'Computer or laptop' },
      { code: 'hardware.peripheral', ru: 'Периферия', en: 'Peripherals' },
      { code: 'hardware.server', ru: 'Сервер или хранилище', en: 'Server or storage' },
      { code: 'hardware.till', ru: 'Касса и торговое оборудование', en: 'Till and shop equipment' },
    ],
  },
  {
    code: 'network',
    ru: 'Сеть и связь',
    en: 'Network',
    children: [
      { code: 'network.lan', ru: 'Локальная сеть', en: 'Local network' },
      { code: 'network.wifi', ru: 'Wi-Fi', en: 'Wi-Fi' },
      { code: 'network.internet', ru: 'Интернет и каналы связи', en: 'Internet and WAN' },
      { code: 'network.vpn', ru: 'Удалённый доступ (VPN)', en: 'Remote access (VPN)' },
    ],
  },
  {
    code: 'business_software',
    ru: '1С и учётные системы',
    en: 'Business software',
    children: [
      { code: 'business_software.error', ru: 'Ошибка в программе', en: 'Software error' },
      { code: 'business_software.performance', ru: 'Медленная работа', en: 'Poor performance' },
      { code: 'business_software.exchange', ru: 'Обмен данными', en: 'Data exchange' },
    ],
  },
  {
    code: 'office_software',
    ru: 'Офисные и прикладные программы',
    en: 'Office and desktop software',
  },
  {
    code: 'mail',
    ru: 'Почта',
    en: 'E-mail',
    children: [
      { code: 'mail.delivery', ru: 'Отправка и доставка', en: 'Sending and delivery' },
      { code: 'mail.mailbox', ru: 'Почтовый ящик', en: 'Mailbox' },
    ],
  },
  {
    code: 'access',
    ru: 'Доступ и учётные записи',
    en: 'Access and accounts',
    children: [
      { code: 'access.password', ru: 'Пароль и блокировка', en: 'Password and lockout' },
      { code: 'access.rights', ru: 'Права доступа', en: 'Permissions' },
    ],
  },
  { code: 'files', ru: 'Файлы и общие папки', en: 'Files and shared folders' },
  { code: 'printing', ru: 'Печать и сканирование', en: 'Printing and scanning' },
  { code: 'telephony', ru: 'Телефония', en: 'Telephony' },
  { code: 'backup', ru: 'Резервное копирование', en: 'Backup' },
  { code: 'security', ru: 'Информационная безопасность', en: 'Security' },
  { code: 'other', ru: 'Прочее', en: 'Other' },
]

/** Adds the categories that are missing; renamed and moved ones stay as they are. */
export async function syncTicketCategories() {
  await db.transaction(async (trx) => {
    const rows = await trx.from('ticket_categories').select('id', 'code')
    const idOf = new Map<string, number>(rows.map((row) => [row.code, Number(row.id)]))
    await insertMissing(trx, idOf, TICKET_CATEGORIES, null, 0)
  })
}

async function insertMissing(
  trx: TransactionClientContract,
  idOf: Map<string, number>,
  seeds: CategorySeed[],
  parentId: number | null,
  from: number
) {
  for (const [at, { code, ru, en, children = [] }] of seeds.entries()) {
    const position = from + (at + 1) * (parentId === null ? 100 : 1)
    if (!idOf.has(code)) {
      const row = { code, parent_id: parentId, label_ru: ru, label_en: en, position }
      const [id] = await trx.table('ticket_categories').insert(row)
      idOf.set(code, Number(id))
    }
    await insertMissing(trx, idOf, children, idOf.get(code)!, position)
  }
}
