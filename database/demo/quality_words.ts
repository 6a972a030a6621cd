/** What clients said: `[days ago, kind, who, words, severity, how far it got]`; a complaint may have a ticket. */
export type Said = [
  daysAgo: number,
  kind: 'complaint' | 'compliment',
  who: string,
  text: string,
  severity: 'low' | 'medium' | 'high' | null,
  reached: 'received' | 'investigated' | 'answered' | 'closed' | null,
  about?: 'ticket',
]

export const SAID: readonly Said[] = [
  [
    40,
    'complaint',
    'zaitseva',
    'Три дня ждала, пока починят печать счетов.',
    'high',
    'closed',
    'ticket',
  ],
  [25, 'complaint', 'guseva', 'Инженер не предупредил, что приедет позже.', 'medium', 'answered'],
  [
    12,
    'complaint',
    'tarasova',
    'Касса снова зависла после вашего ремонта.',
    'high',
    'investigated',
    'ticket',
  ],
  [9, 'complaint', 'chernov', 'Не сообщили о плановых работах в выходной.', 'medium', 'received'],
  [2, 'complaint', 'brandt', 'The reply to our question took two days.', 'low', 'received'],
  [30, 'compliment', 'sorokina', 'Спасибо за помощь с закрытием квартала!', null, null],
  [
    5,
    'compliment',
    'brandt',
    'The new laptops were set up within a morning. Thank you!',
    null,
    null,
  ],
]

type Idea = {
  title: string
  description: string
  client: string
  service: string
  source: 'idea' | 'audit' | 'incident' | 'review' | 'complaint'
  size: [value: 1 | 2 | 3, effort: 1 | 2 | 3] | null
  dueIn: number | null
  reached: 'proposed' | 'approved' | 'in_progress' | 'done' | 'rejected'
  outcome?: string
}

const idea = (
  title: string,
  description: string,
  where: [client: string, service: string],
  source: Idea['source'],
  size: Idea['size'],
  dueIn: number | null,
  reached: Idea['reached'],
  outcome?: string
): Idea => ({
  ...{ title, description, source, size, dueIn, reached, outcome },
  ...{ client: where[0], service: where[1] },
})

const RETAIL: [string, string] = ['ROMASHKA', 'WORKPLACE']
const PRINT: [string, string] = ['ROMASHKA', 'PRINT']
const OFFICE: [string, string] = ['LINDENHOF', 'WORKPLACE']
const ACCESS: [string, string] = ['TSP', 'ACCESS']

export const IDEAS: readonly Idea[] = [
  idea(
    'Запас картриджей в магазинах',
    'Держать по два картриджа на площадке.',
    PRINT,
    'incident',
    [3, 1],
    -3,
    'in_progress'
  ),
  idea(
    'Сброс пароля самим пользователем',
    'Убрать половину обращений по паролям.',
    ACCESS,
    'idea',
    [3, 2],
    40,
    'approved'
  ),
  idea(
    'Памятка для кассиров',
    'Что делать, пока касса не отвечает.',
    RETAIL,
    'incident',
    [2, 1],
    -20,
    'done',
    'Обращений кассиров стало на треть меньше: 18 вместо 27 за месяц.'
  ),
  idea(
    'Замена старых МФУ',
    'Пять устройств старше семи лет.',
    PRINT,
    'audit',
    [2, 3],
    90,
    'approved'
  ),
  idea(
    'Предупреждать о работах за неделю',
    'Письмо и объявление для клиента.',
    ACCESS,
    'audit',
    null,
    null,
    'proposed'
  ),
  idea(
    'Второй канал связи на складе',
    'Простои склада из-за провайдера.',
    RETAIL,
    'incident',
    [3, 3],
    null,
    'rejected',
    'Клиент не готов платить за второй канал в этом году.'
  ),
  idea(
    'Standard laptop image',
    'One image instead of four shortens the setup.',
    OFFICE,
    'idea',
    [3, 2],
    25,
    'in_progress'
  ),
  idea(
    'English templates of replies',
    'Replies to Lindenhof are written anew each time.',
    OFFICE,
    'idea',
    [2, 1],
    -10,
    'proposed'
  ),
  idea(
    'Quarterly check of access rights',
    'Leavers keep their access for weeks.',
    OFFICE,
    'audit',
    [3, 1],
    -5,
    'done',
    'All 14 leavers of the quarter lost their access on the day.'
  ),
  idea(
    'Предупреждать, если инженер опаздывает',
    'Звонок или сообщение не позже чем за полчаса до визита.',
    RETAIL,
    'complaint',
    [3, 1],
    14,
    'approved'
  ),
  idea(
    'Склад картриджей у клиента',
    'На обзоре договорились держать запас в каждом магазине.',
    PRINT,
    'review',
    [2, 2],
    30,
    'proposed'
  ),
  idea(
    'Laptops delivered ready to work',
    'The review asked for new laptops with all programs on the first day.',
    OFFICE,
    'review',
    [3, 2],
    45,
    'in_progress'
  ),
]
