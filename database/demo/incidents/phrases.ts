/** What people say whatever the trouble is. */
type Phrases = {
  taken: string[]
  progress: string[]
  chase: string[]
  handOver: string[]
  bounce: string[]
  vendorDone: string[]
  confirm: string[]
  closedForThem: string[]
  reopen: string[]
  solvedAgain: string[]
  cancelled: { raised_in_error: string; withdrawn: string; spam: string }
}

const RU: Phrases = {
  taken: [
    'Здравствуйте! Приняли в работу, разбираемся.',
    'Добрый день! Занимаемся вашим обращением, сообщим о результате.',
  ],
  progress: [
    'Причину нашли, исправляем. Ориентировочно закончим сегодня.',
    'Проверили настройки, проводим дополнительную диагностику.',
    'Инженер выехал, будет у вас в течение двух часов.',
    'Запчасть получена, установка запланирована на ближайшее время.',
  ],
  chase: [
    'Добрый день, есть ли новости?',
    'Подскажите, пожалуйста, когда ждать решения?',
    'Коллеги, вопрос всё ещё актуален, ускорьте, пожалуйста.',
  ],
  handOver: [
    'Первичная диагностика выполнена, нужна вторая линия.',
    'Прошу подключиться, удалённо решить не удалось.',
    'Требуются права, которых нет на первой линии.',
  ],
  bounce: [
    'Не наша зона: проблема в сети.',
    'По журналам причина на стороне приложения, передаю.',
    'Нужен выезд, передаю выездным инженерам.',
  ],
  vendorDone: ['Поставщик сообщил об устранении, проверяем.'],
  confirm: ['Спасибо, всё работает!', 'Проверили, проблема решена.', 'Да, теперь нормально.'],
  closedForThem: ['Решение подтверждено по телефону.'],
  reopen: [
    'К сожалению, проблема вернулась.',
    'Проверили — снова то же самое.',
    'Помогло ненадолго, ошибка повторилась.',
  ],
  solvedAgain: [
    'Устранена первопричина повторного сбоя, проверено вместе с пользователем в течение дня.',
  ],
  cancelled: {
    raised_in_error: 'Создано по ошибке, пользователь подтвердил.',
    withdrawn: 'Пользователь отозвал обращение: вопрос решился сам.',
    spam: 'Рекламная рассылка.',
  },
}

const EN: Phrases = {
  taken: [
    'Hello, we have taken over your ticket and are looking into it.',
    'Good day, we are working on it and will keep you posted.',
  ],
  progress: [
    'We have found the cause and expect to finish today.',
    'Settings are checked, we are running further tests.',
    'Our partner has been informed and will call you to arrange the visit.',
  ],
  chase: [
    'Hello, is there any news?',
    'Could you please tell me when this will be solved?',
    'This is still open, could you speed it up?',
  ],
  handOver: [
    'First diagnosis is done, second line is needed.',
    'Could not be solved remotely, please take over.',
  ],
  bounce: [
    'Not ours: the cause lies in the network.',
    'Logs point to the application, handing over.',
  ],
  vendorDone: ['The supplier reports it as repaired, we are testing.'],
  confirm: [
    'Thank you, it works.',
    'Checked, the problem is solved.',
    'All good now, thanks for the quick help.',
  ],
  closedForThem: ['Confirmed by phone.'],
  reopen: ['Unfortunately the problem is back.', 'It happened again this morning.'],
  solvedAgain: [
    'The root cause of the repeated failure is removed, tested together with the user during the day.',
  ],
  cancelled: {
    raised_in_error: 'Raised by mistake, confirmed by the user.',
    withdrawn: 'Withdrawn by the user: the problem went away.',
    spam: 'Advertising.',
  },
}

export const PHRASES = { ru: RU, en: EN }

/** Suppliers that repairs and lines depend on. */
export const VENDORS = {
  ru: ['Ростелеком', 'Транстелесеть', 'Сервисный центр «Атол»', 'Kyocera Сервис', 'Первый БИТ'],
  en: ['Deutsche Telekom', 'Ricoh Deutschland', 'Hetzner'],
}
