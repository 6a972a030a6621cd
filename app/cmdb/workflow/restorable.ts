import { attributeKeyOf } from '#cmdb/workflow/field_names'
import type { FieldChange } from '#core/errors'

const COLUMNS: ReadonlySet<string> = new Set([
  ...['name', 'status', 'environment', 'criticality', 'siteId', 'serviceId', 'supportTeamId'],
  ...['changeTeamId', 'ownerPersonId', 'vendor', 'model', 'serialNumber', 'ipAddress'],
  ...['description', 'tags'],
])

/**
 * Whether a value can be put back as it was: classes, organisations and relations have acts of their
 * own, and of a secret nobody knows what it was.
 */
export function isRestorable({ field }: FieldChange, isSecret: boolean): boolean {
  return COLUMNS.has(field) || (attributeKeyOf(field) !== null && !isSecret)
}
