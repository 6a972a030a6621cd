import { SCOPES, type Permission, type Scope } from '#config/permissions'

/** The groups in which the roles' page shows permissions, in order. */
export const PERMISSION_AREAS = [
  'tickets',
  'time',
  'cmdb',
  'services',
  'contracts',
  'quality',
  'directory',
  'administration',
] as const
export type PermissionArea = (typeof PERMISSION_AREAS)[number]

/** Kinds of records that the page about somebody's rights can be asked about. */
export const RECORD_KINDS = [
  'incident',
  'configuration_item',
  'contract',
  'person',
  'organisation',
] as const
export type RecordKind = (typeof RECORD_KINDS)[number]

export type PermissionFacts = {
  area: PermissionArea
  /** The scopes that mean something for it: a setting of the whole installation knows only `all`. */
  scopes: readonly Scope[]
  records: readonly RecordKind[]
}

const OF_ORGANISATIONS = ['organisation', 'assigned', 'all'] as const
const everywhere = (area: PermissionArea): PermissionFacts => ({
  area,
  scopes: ['all'],
  records: [],
})
const ofTickets = (area: PermissionArea): PermissionFacts => ({
  ...{ area, scopes: SCOPES },
  records: ['incident', 'organisation'],
})
const of = (
  area: PermissionArea,
  record: RecordKind,
  scopes: readonly Scope[] = OF_ORGANISATIONS
): PermissionFacts => ({ area, scopes, records: [record, 'organisation'] })

const ofQuality = (scopes: readonly Scope[] = OF_ORGANISATIONS): PermissionFacts => ({
  ...{ area: 'quality', scopes },
  records: ['organisation'],
})

/** Where each permission stands, how far it can reach and what it is about. */
export const PERMISSION_TABLE: Record<Permission, PermissionFacts> = {
  'tickets.view': ofTickets('tickets'),
  'tickets.create': ofTickets('tickets'),
  'tickets.create_for_others': ofTickets('tickets'),
  'tickets.work': ofTickets('tickets'),
  'tickets.assign': ofTickets('tickets'),
  'tickets.confirm': ofTickets('tickets'),
  'tickets.override_priority': ofTickets('tickets'),
  'tickets.view_notes': ofTickets('tickets'),
  'time.view': ofTickets('time'),
  'time.log': ofTickets('time'),
  'time.approve': of('time', 'incident'),
  'cis.view': of('cmdb', 'configuration_item'),
  'cis.edit': of('cmdb', 'configuration_item'),
  'cis.view_secrets': of('cmdb', 'configuration_item'),
  'cis.override_change': of('cmdb', 'configuration_item'),
  'cis.override_lifecycle': of('cmdb', 'configuration_item'),
  'cis.delete': of('cmdb', 'configuration_item'),
  'ci_health.view': of('cmdb', 'configuration_item'),
  'ci_classes.view': everywhere('cmdb'),
  'ci_classes.edit': everywhere('cmdb'),
  'services.view': everywhere('services'),
  'services.view_technical': everywhere('services'),
  'services.view_prices': everywhere('services'),
  'services.edit_prices': everywhere('services'),
  'services.edit': everywhere('services'),
  'outages.view': of('services', 'contract'),
  'outages.edit': of('services', 'contract'),
  'calendars.view': everywhere('services'),
  'calendars.edit': everywhere('services'),
  'agreements.view': of('services', 'contract'),
  'agreements.edit': everywhere('services'),
  'agreements.report': of('services', 'contract'),
  'contracts.view': of('contracts', 'contract'),
  'contracts.view_prices': of('contracts', 'contract'),
  'contracts.report': of('contracts', 'contract'),
  'billing.close': of('contracts', 'contract'),
  'billing.unlock': of('contracts', 'contract'),
  'billing.approve': of('contracts', 'contract', ['organisation']),
  'contracts.edit': of('contracts', 'contract'),
  'feedback.view': ofQuality(['own', ...OF_ORGANISATIONS]),
  'feedback.register': ofQuality(['own', ...OF_ORGANISATIONS]),
  'feedback.manage': ofQuality(),
  'improvements.view': ofQuality(),
  'improvements.propose': ofQuality(),
  'improvements.manage': ofQuality(),
  'reviews.view': ofQuality(),
  'reviews.manage': ofQuality(),
  'directory.view': of('directory', 'person', ['own', ...OF_ORGANISATIONS]),
  'directory.add_people': of('directory', 'person'),
  'directory.edit': of('directory', 'person'),
  'views.share': everywhere('directory'),
  'teams.manage': everywhere('directory'),
  'users.manage': of('administration', 'person'),
  'roles.view': everywhere('administration'),
  'roles.manage': everywhere('administration'),
  'settings.view': everywhere('administration'),
  'settings.manage': everywhere('administration'),
  'personal_data.view': of('administration', 'person'),
  'personal_data.manage': of('administration', 'person'),
  'audit.view': of('administration', 'person'),
}

/** Permissions whose last active holder keeps them: without them nobody could give any right again. */
export const LAST_HELD = ['users.manage', 'roles.manage'] as const satisfies Permission[]
