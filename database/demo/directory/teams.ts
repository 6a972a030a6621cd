/** Teams have one name each, in the language of the provider. */
export const TEAMS = [
  { code: 'first-line', name: 'Первая линия', tier: 1 },
  { code: 'infrastructure', name: 'Инфраструктура', tier: 2 },
  { code: 'applications', name: '1С и приложения', tier: 2 },
  { code: 'field-service', name: 'Выездные инженеры', tier: 2 },
] as const

export type TeamCode = (typeof TEAMS)[number]['code']
