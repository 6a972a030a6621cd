import type { PersonSeed } from '#database/demo/directory/define_person'

const OFFICE = 'Офис на Электрозаводской'

type Row = [
  key: string,
  name: string,
  job: string,
  team: string | null,
  role: string,
  demo?: string,
]

/** The provider's staff: twelve agents in four teams, and those who run the company. */
const ROWS: Row[] = [
  [
    'gromova',
    'Громова Ольга Викторовна',
    'Руководитель первой линии',
    'first-line',
    'team_lead',
    'lead',
  ],
  [
    'lebedeva',
    'Лебедева Анна Сергеевна',
    'Специалист первой линии',
    'first-line',
    'agent_l1',
    'agent',
  ],
  ['kuzmin', 'Кузьмин Артём Игоревич', 'Специалист первой линии', 'first-line', 'agent_l1'],
  ['vogel', 'Фогель Марина Андреевна', 'Service desk agent', 'first-line', 'agent_l1', 'agent.en'],
  [
    'sokolov',
    'Соколов Дмитрий Андреевич',
    'Ведущий инженер инфраструктуры',
    'infrastructure',
    'agent_l2',
    'engineer',
  ],
  ['tikhonov', 'Тихонов Павел Евгеньевич', 'Сетевой инженер', 'infrastructure', 'agent_l2'],
  ['melnik', 'Мельник Игорь Олегович', 'Системный администратор', 'infrastructure', 'agent_l2'],
  ['ryabova', 'Рябова Екатерина Павловна', 'Руководитель группы 1С', 'applications', 'team_lead'],
  ['nasyrov', 'Насыров Тимур Ринатович', 'Программист 1С', 'applications', 'agent_l2'],
  ['vlasova', 'Власова Юлия Денисовна', 'Консультант 1С', 'applications', 'agent_l2'],
  ['zhukov', 'Жуков Сергей Николаевич', 'Старший выездной инженер', 'field-service', 'agent_l2'],
  ['belov', 'Белов Никита Романович', 'Выездной инженер', 'field-service', 'agent_l2'],
  ['orlov', 'Орлов Виктор Степанович', 'Генеральный директор', null, ''],
  [
    'ershov',
    'Ершов Константин Львович',
    'Менеджер по работе с клиентами',
    null,
    'account_manager',
    'account',
  ],
  [
    'demidova',
    'Демидова Наталья Борисовна',
    'Администратор системы',
    null,
    'administrator',
    'admin',
  ],
  ['panin', 'Панин Роман Юрьевич', 'Внутренний аудитор', null, 'auditor', 'auditor'],
  [
    'kalinina',
    'Калинина Вера Михайловна',
    'Менеджер уровня услуг',
    null,
    'service_level_manager',
    'sla',
  ],
  [
    'shubin',
    'Шубин Алексей Владимирович',
    'Менеджер конфигураций',
    null,
    'configuration_manager',
    'cmdb',
  ],
]

/** Who leads a team. */
export const TEAM_LEADS = ['gromova', 'sokolov', 'ryabova', 'zhukov']

export const PROVIDER_PEOPLE: PersonSeed[] = ROWS.map(
  ([key, name, jobTitle, team, role, demo], at) => ({
    key,
    organisation: 'OPORA',
    site: OFFICE,
    name,
    email: `${key}@opora-service.example`,
    phone: `+7 (495) 555-01-${String(10 + at)}`,
    mobile: `+7 (900) 555-01-${String(10 + at)}`,
    jobTitle,
    team,
    role: role || null,
    demoAccount: demo ?? null,
    locale: key === 'vogel' ? 'en' : 'ru',
    isVip: false,
    isItContact: false,
  })
)
