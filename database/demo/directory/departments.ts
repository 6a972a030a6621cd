export type DepartmentSeed = {
  organisation: string
  name: string
  parent: string | null
  head: string
  /** Besides the head. */
  people: string[]
}

/** Who leads an organisation; heads of departments without a parent report to them. */
export const DIRECTORS: Record<string, string> = {
  OPORA: 'orlov',
  ROMASHKA: 'larionova',
  TSP: 'voronin',
  ZDRAVITSA: 'abramova',
  VML: 'kovalchuk',
  LINDENHOF: 'brandt',
}

/** Heads of branches report to the director of the company above. */
export const BRANCH_HEADS: Record<string, string> = {
  bykov: 'larionova',
  ryzhov: 'kovalchuk',
  petersen: 'brandt',
}

const department = (
  organisation: string,
  name: string,
  head: string,
  people: string[],
  parent: string | null = null
): DepartmentSeed => ({ organisation, name, parent, head, people })

/** Parents before their parts. */
export const DEPARTMENTS: DepartmentSeed[] = [
  department('OPORA', 'Служба поддержки', 'kalinina', []),
  department(
    'OPORA',
    'Первая линия',
    'gromova',
    ['lebedeva', 'kuzmin', 'vogel'],
    'Служба поддержки'
  ),
  department(
    'OPORA',
    'Инфраструктура',
    'sokolov',
    ['tikhonov', 'melnik', 'shubin'],
    'Служба поддержки'
  ),
  department('OPORA', 'Приложения 1С', 'ryabova', ['nasyrov', 'vlasova'], 'Служба поддержки'),
  department('OPORA', 'Выездная служба', 'zhukov', ['belov'], 'Служба поддержки'),
  department('OPORA', 'Работа с клиентами', 'ershov', []),
  department('OPORA', 'Внутренний контроль', 'panin', ['demidova']),
  department('ROMASHKA', 'Отдел ИТ', 'fadeev', []),
  department('ROMASHKA', 'Бухгалтерия', 'sorokina', ['zaitseva']),
  department('ROMASHKA', 'Закупки и маркетинг', 'guseva', ['mironov']),
  department('ROMASHKA', 'Розничная сеть', 'tarasova', ['efimov', 'kravchuk', 'alieva', 'panova']),
  department('ROMASHKA-LOG', 'Склад', 'bykov', ['semenova']),
  department('TSP', 'Отдел ИТ', 'chernov', []),
  department('TSP', 'Проектный отдел', 'platonova', ['gorbunov', 'kiseleva', 'rogov']),
  department('TSP', 'Кадры', 'belyaeva', []),
  department('TSP', 'Строительные участки', 'dorofeev', ['uvarov']),
  department('ZDRAVITSA', 'Регистратура', 'loginova', []),
  department('ZDRAVITSA', 'Медицинский персонал', 'marchenko', ['pestova']),
  department('VML', 'Диспетчерская', 'ten', []),
  department('LINDENHOF', 'Accounting', 'wagner', []),
  department('LINDENHOF', 'IT', 'schreiber', []),
  department('LINDENHOF', 'Sales and purchasing', 'okafor', ['neumann']),
  department('LINDENHOF-HH', 'Warehouse', 'petersen', ['hughes']),
]
