import type { RowProblem } from '#core/imports/import_types'
import { say } from '#core/say'
import type { I18n } from '@adonisjs/i18n'

export function problemText(i18n: I18n, { key, params }: Pick<RowProblem, 'key' | 'params'>) {
  return say(i18n, key, params)
}
