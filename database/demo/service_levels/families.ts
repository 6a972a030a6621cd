import type { FamilyValues } from '#catalog/actions/save_family'

export type FamilySeed = Omit<FamilyValues, 'parentId'> & {
  /** The code of the family above it. */
  parent: string | null
}

type Text = [ru: string, en: string]

function family(code: string, parent: string | null, name: Text, description: Text): FamilySeed {
  return {
    ...{ code, parent, nameRu: name[0], nameEn: name[1] },
    ...{ descriptionRu: description[0], descriptionEn: description[1] },
  }
}

/** How the catalogue is read; each stands after the one above it. */
export const FAMILIES: FamilySeed[] = [
  family(
    'USER',
    null,
    ['Для сотрудника', 'For the employee'],
    ['То, с чем человек работает каждый день.', 'What a person works with every day.']
  ),
  family(
    'COMMS',
    'USER',
    ['Связь и почта', 'Communication'],
    ['Почта, телефон, видеосвязь.', 'E-mail, telephone, video calls.']
  ),
  family(
    'BUSINESS',
    null,
    ['Бизнес-приложения', 'Business applications'],
    ['Учётные системы и торговля.', 'Accounting systems and retail.']
  ),
  family(
    'INFRA',
    null,
    ['Инфраструктура', 'Infrastructure'],
    ['На чём держатся остальные услуги.', 'What the other services stand on.']
  ),
  family(
    'NETWORK',
    'INFRA',
    ['Сети', 'Networks'],
    ['Сети офисов и каналы между ними.', 'Office networks and the lines between them.']
  ),
]
