import { peopleOf, type PersonSeed } from '#database/demo/directory/define_person'

const romashka = (site: string, phonePrefix: string, organisation = 'ROMASHKA') =>
  ({ organisation, site, domain: 'romashka-td.example', phonePrefix, locale: 'ru' }) as const
const vml = { domain: 'vml.example', locale: 'ru' } as const
const lindenhof = { domain: 'lindenhof.example', locale: 'en' } as const

/** Those who ask for help, at six clients. */
export const CLIENT_PEOPLE: PersonSeed[] = [
  ...peopleOf(romashka('Центральный офис', '+7 (495) 555-20-'), [
    ['larionova', 'Ларионова Марина Геннадьевна', 'Генеральный директор', 'vip'],
    ['fadeev', 'Фадеев Илья Борисович', 'Руководитель отдела ИТ', 'it', 'manager'],
    ['sorokina', 'Сорокина Елена Аркадьевна', 'Главный бухгалтер', 'vip'],
    ['zaitseva', 'Зайцева Ирина Олеговна', 'Бухгалтер', 'user'],
    ['guseva', 'Гусева Полина Витальевна', 'Менеджер по закупкам'],
    ['mironov', 'Миронов Антон Сергеевич', 'Маркетолог'],
  ]),
  ...peopleOf(romashka('Магазин «Сокол»', '+7 (495) 555-21-'), [
    ['tarasova', 'Тарасова Людмила Ивановна', 'Директор магазина'],
    ['efimov', 'Ефимов Денис Павлович', 'Старший кассир'],
  ]),
  ...peopleOf(romashka('Магазин «Таганка»', '+7 (495) 555-22-'), [
    ['kravchuk', 'Кравчук Светлана Юрьевна', 'Директор магазина'],
    ['alieva', 'Алиева Зарина Руслановна', 'Кассир'],
  ]),
  ...peopleOf(romashka('Магазин «Митино»', '+7 (495) 555-23-'), [
    ['panova', 'Панова Оксана Игоревна', 'Директор магазина'],
  ]),
  ...peopleOf(romashka('Склад Домодедово', '+7 (496) 555-24-', 'ROMASHKA-LOG'), [
    ['bykov', 'Быков Григорий Андреевич', 'Начальник склада'],
    ['semenova', 'Семёнова Дарья Алексеевна', 'Оператор склада'],
  ]),
  ...peopleOf(
    {
      organisation: 'TSP',
      site: 'Офис на Ленинградском шоссе',
      domain: 'tsproekt.example',
      phonePrefix: '+7 (495) 555-30-',
      locale: 'ru',
    },
    [
      ['voronin', 'Воронин Александр Кириллович', 'Генеральный директор', 'vip'],
      ['chernov', 'Чернов Михаил Юрьевич', 'Начальник отдела ИТ', 'it'],
      ['platonova', 'Платонова Алла Викторовна', 'Главный инженер проекта'],
      ['gorbunov', 'Горбунов Егор Максимович', 'Инженер-конструктор'],
      ['kiseleva', 'Киселёва Татьяна Петровна', 'Инженер-сметчик'],
      ['rogov', 'Рогов Станислав Ильич', 'Архитектор'],
      ['belyaeva', 'Беляева Ксения Романовна', 'Специалист по кадрам'],
    ]
  ),
  ...peopleOf(
    {
      organisation: 'TSP',
      site: 'Стройплощадка Мытищи',
      domain: 'tsproekt.example',
      phonePrefix: '+7 (495) 555-31-',
      locale: 'ru',
    },
    [
      ['dorofeev', 'Дорофеев Василий Николаевич', 'Начальник участка'],
      ['uvarov', 'Уваров Кирилл Денисович', 'Инженер ПТО'],
    ]
  ),
  ...peopleOf(
    {
      organisation: 'ZDRAVITSA',
      site: 'Клиника на Профсоюзной',
      domain: 'zdravitsa.example',
      phonePrefix: '+7 (495) 555-40-',
      locale: 'ru',
    },
    [
      ['abramova', 'Абрамова Инна Леонидовна', 'Главный врач', 'vip'],
      ['nikitin', 'Никитин Фёдор Аркадьевич', 'Администратор ИТ', 'it'],
      ['loginova', 'Логинова Виктория Сергеевна', 'Старший администратор регистратуры'],
      ['pestova', 'Пестова Анастасия Игоревна', 'Медицинская сестра'],
      ['marchenko', 'Марченко Юрий Валентинович', 'Врач-терапевт'],
    ]
  ),
  ...peopleOf(
    {
      organisation: 'URALMET',
      site: 'Офис Екатеринбург',
      domain: 'uralmet.example',
      phonePrefix: '+7 (343) 555-50-',
      locale: 'ru',
    },
    [
      ['shcherbakov', 'Щербаков Леонид Павлович', 'Коммерческий директор', 'vip'],
      ['yashin', 'Яшин Олег Геннадьевич', 'Системный администратор', 'it'],
      ['kolesova', 'Колесова Надежда Ильинична', 'Экономист'],
    ]
  ),
  ...peopleOf(
    {
      organisation: 'URALMET',
      site: 'Цех Верхняя Пышма',
      domain: 'uralmet.example',
      phonePrefix: '+7 (343) 555-51-',
      locale: 'ru',
    },
    [['babushkin', 'Бабушкин Роман Евгеньевич', 'Мастер цеха']]
  ),
  ...peopleOf(
    { ...vml, organisation: 'VML', site: 'Офис Владивосток', phonePrefix: '+7 (423) 555-60-' },
    [
      ['kovalchuk', 'Ковальчук Андрей Тимофеевич', 'Директор', 'vip'],
      ['linkova', 'Линькова Алина Вадимовна', 'Специалист по ИТ', 'it'],
      ['sidorenko', 'Сидоренко Галина Фёдоровна', 'Бухгалтер'],
      ['ten', 'Тен Виталий Сергеевич', 'Диспетчер перевозок'],
    ]
  ),
  ...peopleOf(
    {
      ...vml,
      organisation: 'VML-NAHODKA',
      site: 'Терминал Находка',
      phonePrefix: '+7 (423) 555-61-',
    },
    [['ryzhov', 'Рыжов Степан Антонович', 'Начальник терминала']]
  ),
  ...peopleOf(
    {
      ...lindenhof,
      organisation: 'LINDENHOF',
      site: 'Berlin head office',
      phonePrefix: '+49 30 23125 0',
    },
    [
      ['brandt', 'Katharina Brandt', 'Managing Director', 'vip'],
      ['schreiber', 'Jonas Schreiber', 'IT Manager', 'it', 'manager'],
      ['wagner', 'Petra Wagner', 'Head of Accounting'],
      ['okafor', 'Daniel Okafor', 'Sales Manager'],
      ['neumann', 'Lena Neumann', 'Purchasing'],
    ]
  ),
  ...peopleOf(
    {
      ...lindenhof,
      organisation: 'LINDENHOF-HH',
      site: 'Hamburg warehouse',
      phonePrefix: '+49 40 66969 0',
    },
    [
      ['petersen', 'Malte Petersen', 'Warehouse Manager'],
      ['hughes', 'Emma Hughes', 'Logistics Coordinator', 'user'],
    ]
  ),
]
