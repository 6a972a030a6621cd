import db from '@adonisjs/lucid/services/db'

type Labels = { ru: string; en: string; isBillable: boolean }

/** Kinds of work by code, in the order they are offered. */
export const WORK_TYPES: Record<string, Labels> = {
  remote_support: { ru: 'Удалённая поддержка', en: 'Remote support', isBillable: true },
  on_site: { ru: 'Выездные работы', en: 'On-site work', isBillable: true },
  diagnostics: { ru: 'Диагностика', en: 'Diagnostics', isBillable: true },
  configuration: { ru: 'Настройка', en: 'Configuration', isBillable: true },
  consulting: { ru: 'Консультация', en: 'Consulting', isBillable: true },
  project_work: { ru: 'Проектные работы', en: 'Project work', isBillable: true },
  coordination: { ru: 'Координация', en: 'Coordination', isBillable: true },
  travel: { ru: 'Дорога', en: 'Travel', isBillable: true },
  internal: { ru: 'Внутренние работы', en: 'Internal work', isBillable: false },
  training: { ru: 'Обучение', en: 'Training', isBillable: false },
}

/** Adds the work types that are missing; renamed ones stay as they are. */
export async function syncWorkTypes() {
  const known = new Set((await db.from('work_types').select('code')).map((row) => row.code))
  const missing = Object.entries(WORK_TYPES)
    .map(([code, { ru, en, isBillable }], position) => ({
      code,
      label_ru: ru,
      label_en: en,
      is_billable_by_default: isBillable,
      position,
    }))
    .filter((row) => !known.has(row.code))
  if (missing.length > 0) await db.table('work_types').multiInsert(missing)
}
