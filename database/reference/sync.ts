import { syncCiClasses } from '#database/reference/ci_classes'
import { syncCiHealthRules } from '#database/reference/ci_health_rules'
import { syncHolidaySets } from '#database/reference/holiday_sets'
import { syncNumberSequences } from '#database/reference/number_sequences'
import { syncProcessingPurposes } from '#database/reference/processing_purposes'
import { syncRelationTypes } from '#database/reference/relation_types'
import { syncRoles } from '#database/reference/roles'
import { syncTicketCategories } from '#database/reference/ticket_categories'
import { syncVatRates } from '#database/reference/vat_rates'
import { syncWorkTypes } from '#database/reference/work_types'

/**
 * Brings the data Opora ships with (roles, classes, relation types, work types, VAT rates, holidays)
 * to the state of this version. Safe to run again; what an administrator added or renamed stays.
 */
export async function syncReferenceData() {
  await syncNumberSequences()
  await syncRoles()
  await syncCiClasses()
  await syncRelationTypes()
  await syncCiHealthRules()
  await syncTicketCategories()
  await syncWorkTypes()
  await syncVatRates()
  await syncProcessingPurposes()
  await syncHolidaySets()
}
