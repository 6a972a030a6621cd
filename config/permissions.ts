/**
 * The catalogue of permissions. A role grants a permission within a scope:
 * own (own records), organisation (the user's organisation and all below it), team (the user's
 * teams), assigned (client organisations named in the role assignment, all when none is named), all.
 */
export const PERMISSIONS = [
  'tickets.view',
  'tickets.create',
  'tickets.create_for_others',
  'tickets.work',
  'tickets.assign',
  'tickets.confirm',
  'tickets.override_priority',
  'tickets.view_notes',
  'cis.view',
  'cis.edit',
  'cis.view_secrets',
  'cis.override_change',
  'cis.override_lifecycle',
  'cis.delete',
  'ci_health.view',
  'ci_classes.view',
  'ci_classes.edit',
  'services.view',
  'services.view_technical',
  'services.view_prices',
  'services.edit_prices',
  'services.edit',
  'outages.view',
  'outages.edit',
  'calendars.view',
  'calendars.edit',
  'agreements.view',
  'agreements.edit',
  'agreements.report',
  'contracts.view',
  'contracts.view_prices',
  'contracts.report',
  'billing.close',
  'billing.unlock',
  'billing.approve',
  'contracts.edit',
  'time.view',
  'time.log',
  'time.approve',
  'feedback.view',
  'feedback.register',
  'feedback.manage',
  'improvements.view',
  'improvements.propose',
  'improvements.manage',
  'reviews.view',
  'reviews.manage',
  'directory.view',
  'directory.add_people',
  'directory.edit',
  'views.share',
  'teams.manage',
  'users.manage',
  'roles.view',
  'roles.manage',
  'settings.view',
  'settings.manage',
  'personal_data.view',
  'personal_data.manage',
  'audit.view',
] as const

export type Permission = (typeof PERMISSIONS)[number]

export const SCOPES = ['own', 'team', 'organisation', 'assigned', 'all'] as const
export type Scope = (typeof SCOPES)[number]

export function isPermission(value: string): value is Permission {
  return (PERMISSIONS as readonly string[]).includes(value)
}
