/** Columns of an item that files and sources may fill, by the name rules and history know them under. */
export const ITEM_COLUMNS = {
  name: 'name',
  status: 'status',
  environment: 'environment',
  criticality: 'criticality',
  description: 'description',
  vendor: 'vendor',
  model: 'model',
  serialNumber: 'serial_number',
  ipAddress: 'ip_address',
  siteId: 'site_id',
  supportTeamId: 'support_team_id',
  changeTeamId: 'change_team_id',
  ownerPersonId: 'owner_person_id',
  serviceId: 'service_id',
  tags: 'tags',
} as const
export type ItemColumn = keyof typeof ITEM_COLUMNS
