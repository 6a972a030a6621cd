const ATTRIBUTE_PREFIX = 'attributes.'

/** What records, files and history call an attribute beside the columns of an item. */
export function attributeField(key: string): string {
  return `${ATTRIBUTE_PREFIX}${key}`
}

/** The key of the attribute that a field is; null of a column. */
export function attributeKeyOf(field: string): string | null {
  return field.startsWith(ATTRIBUTE_PREFIX) ? field.slice(ATTRIBUTE_PREFIX.length) : null
}

const EMPTIABLE = new Set([
  ...['description', 'vendor', 'model', 'serialNumber', 'ipAddress', 'tags'],
  ...['siteId', 'supportTeamId', 'changeTeamId', 'ownerPersonId', 'serviceId'],
])

/** Whether an item may be without a value of the field; what its class requires is asked later. */
export function canBeEmpty(field: string): boolean {
  return EMPTIABLE.has(field) || attributeKeyOf(field) !== null
}
