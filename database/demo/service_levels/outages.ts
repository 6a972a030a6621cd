import type { OutageEffect, OutageKind } from '#catalog/models/outage_types'

/** Days before the last of the story, negative for those to come, and a time in Moscow. */
type Moment = [daysAgo: number, hour: number, minute: number]

export type OutageSeed = {
  service: string
  kind: OutageKind
  effect: OutageEffect
  /** A number is minutes before the end of the story. */
  began: Moment | number
  /** Null while it goes on. */
  minutes: number | null
  /** Minutes before its beginning; negative is too late. */
  notice?: number
  /** Codes of clients; without any all of them. */
  organisations?: string[]
  /** Keys of who registers it. */
  by: string
  reason: string
}

const DAY = 24 * 60
const planned = { kind: 'planned', effect: 'down' } as const
const failure = { kind: 'unplanned', effect: 'down' } as const

/** Words stand in the language of the client they concern. */
export const OUTAGES: OutageSeed[] = [
  {
    ...{ ...planned, service: 'ERP', began: [47, 20, 0], minutes: 150, notice: 4 * DAY },
    ...{ by: 'kalinina', reason: 'Обновление платформы 1С до 8.3.25 и перенос баз.' },
  },
  {
    ...{ ...failure, service: 'INTERNET', began: [33, 10, 12], minutes: 95, by: 'kalinina' },
    reason: 'Авария у первого оператора, второй канал не подхватил BGP. Маршруты перевели вручную.',
  },
  {
    ...{ ...failure, service: 'MAIL', began: [19, 11, 31], minutes: 64, by: 'kalinina' },
    reason: 'Закончилось место на mail-msk01: разрослась очередь исходящей почты.',
  },
  {
    ...{ ...failure, service: 'PRINT', began: [13, 9, 50], minutes: 210 },
    ...{ organisations: ['LINDENHOF'], by: 'kalinina' },
    reason: 'Print queue stopped after the driver update. The driver was rolled back.',
  },
  {
    ...{ ...planned, service: 'FILES', began: [9, 21, 0], minutes: 180, notice: 3 * DAY },
    ...{ by: 'kalinina', reason: 'Замена контроллера системы хранения.' },
  },
  {
    ...{ ...planned, service: 'POS', began: [6, 13, 15], minutes: 75, notice: -30 },
    ...{ organisations: ['ROMASHKA'], by: 'kalinina' },
    reason: 'Срочная замена сертификата на «Сервере касс». О работах сообщили уже после начала.',
  },
  {
    ...{ ...failure, effect: 'degraded', service: 'ERP', began: [4, 9, 5], minutes: 140 },
    ...{
      by: 'kalinina',
      reason: 'Отчёты формировались медленно: не отработала ночная реиндексация.',
    },
  },
  {
    ...{ ...failure, effect: 'degraded', service: 'PHONE', began: 100, minutes: null },
    ...{ organisations: ['TSP'], by: 'kalinina' },
    reason: 'Пропадает звук на внешних вызовах. Ждём ответа оператора связи.',
  },
  {
    ...{ ...planned, service: 'MAIL', began: [-3, 21, 0], minutes: 120, notice: 5 * DAY },
    ...{ by: 'kalinina', reason: 'Обновление почтового сервера CommuniGate Pro, узлы по очереди.' },
  },
]
