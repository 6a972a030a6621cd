import type ConfigurationItem from '#cmdb/models/configuration_item'
import { indexRecord } from '#core/actions/index_record'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'

export const CI_SUBJECT = 'configuration_item'

/** Makes an item findable by its name, number, serial number, address, vendor, model and tags. */
export async function indexConfigurationItem(
  trx: TransactionClientContract,
  item: ConfigurationItem
) {
  await indexRecord(trx, toIndexedItem(item))
}

/** What an item is found by, for writers that insert many at once. */
export function toIndexedItem(item: ConfigurationItem) {
  const { serialNumber, ipAddress, vendor, model, tags, description } = item
  return {
    subjectType: CI_SUBJECT,
    subjectId: item.id,
    organisationId: item.organisationId,
    number: item.number,
    title: item.name,
    text: [serialNumber, ipAddress, vendor, model, tags, description].filter(Boolean).join(' '),
  }
}
