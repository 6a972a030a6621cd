import type ConfigurationItem from '#cmdb/models/configuration_item'
import { patternOf } from '#core/queries/where_words'
import type { ModelQueryBuilderContract } from '@adonisjs/lucid/types/model'

const CODES = ['number', 'serial_number', 'ip_address'].map(
  (column) => `configuration_items.${column}`
)
const NAME = 'configuration_items.name'

/**
 * Every word stands somewhere in the name, number, serial number or IP address, whatever the case,
 * ё as е.
 */
export function matchText(
  query: ModelQueryBuilderContract<typeof ConfigurationItem>,
  text: string
) {
  for (const word of text.split(/\s+/).filter(Boolean)) {
    const pattern = patternOf(word)
    void query.where((inner) => {
      for (const column of [...CODES, nameColumn(word)]) {
        void inner.orWhereRaw(`${column} like ? escape '!'`, [pattern])
      }
    })
  }
}

/** SQLite compares Latin letters without case by itself and much faster than through lower(). */
function nameColumn(word: string): string {
  return /^[\x20-\x7e]*$/.test(word) ? NAME : `lower(${NAME})`
}
