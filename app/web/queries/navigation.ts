import type { Permission } from '#config/permissions'
import type { Principal } from '#directory/queries/principal'

type Area = {
  key: string
  href: string
  within?: string[]
  /** There are fewer letters than areas: those of every day have one. */
  shortcut?: string
  /** One, or any of several. */
  permission: Permission | readonly Permission[]
  group: string
}

/**
 * The areas of the shell in order (ui: navigation map), with the permission that shows each and the
 * key that follows `g`; `within` are the addresses of its pages that do not begin with its own. An
 * area without the right is hidden.
 */
const AREAS: readonly Area[] = [
  {
    key: 'incidents',
    href: '/incidents',
    shortcut: 'i',
    permission: 'tickets.view',
    group: 'desk',
  },
  { key: 'time', href: '/time', shortcut: 'q', permission: 'time.log', group: 'desk' },
  {
    key: 'feedback',
    href: '/feedback',
    shortcut: 'f',
    permission: 'feedback.view',
    group: 'desk',
  },
  {
    key: 'configuration_items',
    href: '/configuration-items',
    within: ['/impact', '/relation-types', '/ci-sources'],
    shortcut: 'c',
    permission: 'cis.view',
    group: 'cmdb',
  },
  { key: 'baselines', href: '/baselines', shortcut: 'n', permission: 'cis.view', group: 'cmdb' },
  {
    key: 'unauthorised_changes',
    href: '/unauthorised-changes',
    permission: 'cis.edit',
    group: 'cmdb',
  },
  {
    key: 'ci_health',
    href: '/cmdb-health',
    shortcut: 'h',
    permission: 'ci_health.view',
    group: 'cmdb',
  },
  {
    key: 'ci_classes',
    href: '/ci-classes',
    shortcut: 'k',
    permission: 'ci_classes.view',
    group: 'cmdb',
  },
  {
    key: 'services',
    href: '/services',
    within: ['/service-families'],
    shortcut: 's',
    permission: 'services.view',
    group: 'services',
  },
  {
    key: 'outages',
    href: '/outages',
    shortcut: 'z',
    permission: 'outages.view',
    group: 'services',
  },
  {
    key: 'agreements',
    href: '/agreements',
    shortcut: 'l',
    permission: 'agreements.view',
    group: 'services',
  },
  {
    key: 'calendars',
    href: '/calendars',
    within: ['/holiday-sets'],
    shortcut: 'd',
    permission: 'calendars.view',
    group: 'services',
  },
  {
    key: 'contracts',
    href: '/contracts',
    shortcut: 'b',
    permission: 'contracts.view',
    group: 'billing',
  },
  { key: 'billing', href: '/billing', permission: 'billing.close', group: 'billing' },
  {
    key: 'uncontracted_work',
    href: '/work-without-contract',
    permission: 'contracts.edit',
    group: 'billing',
  },
  {
    key: 'rate_cards',
    href: '/rate-cards',
    within: ['/work-roles'],
    permission: 'contracts.edit',
    group: 'billing',
  },
  {
    key: 'report_templates',
    href: '/report-templates',
    permission: 'contracts.edit',
    group: 'billing',
  },
  {
    key: 'time_approvals',
    href: '/time-approvals',
    permission: 'time.approve',
    group: 'billing',
  },
  {
    key: 'service_levels',
    href: '/reports/service-levels',
    within: ['/reports/service-level-replays'],
    shortcut: 'r',
    permission: 'agreements.report',
    group: 'reports',
  },
  {
    key: 'service_reviews',
    href: '/service-reviews',
    permission: 'reviews.view',
    group: 'reports',
  },
  {
    key: 'improvements',
    href: '/improvements',
    shortcut: 'm',
    permission: 'improvements.view',
    group: 'reports',
  },
  {
    key: 'organisations',
    href: '/organisations',
    shortcut: 'o',
    permission: 'directory.view',
    group: 'directory',
  },
  {
    key: 'people',
    href: '/people',
    shortcut: 'p',
    permission: 'directory.view',
    group: 'directory',
  },
  { key: 'teams', href: '/teams', shortcut: 't', permission: 'directory.view', group: 'directory' },
  { key: 'accounts', href: '/accounts', shortcut: 'u', permission: 'users.manage', group: 'admin' },
  { key: 'roles', href: '/roles', shortcut: 'y', permission: 'roles.view', group: 'admin' },
  {
    key: 'rights',
    href: '/rights',
    shortcut: 'w',
    permission: ['roles.view', 'users.manage'],
    group: 'admin',
  },
  {
    key: 'sign_in_providers',
    href: '/settings/sign-in-providers',
    shortcut: 'e',
    permission: 'settings.view',
    group: 'admin',
  },
  {
    key: 'directory_sources',
    href: '/settings/directory-sources',
    shortcut: 'x',
    permission: 'settings.view',
    group: 'admin',
  },
  {
    key: 'personal_data',
    href: '/personal-data/register',
    within: ['/personal-data', '/settings/consents'],
    shortcut: 'v',
    permission: 'personal_data.view',
    group: 'admin',
  },
  { key: 'audit', href: '/audit', shortcut: 'j', permission: 'audit.view', group: 'admin' },
]

export function navigationFor(principal: Principal) {
  const isShown = ({ permission }: Area) => [permission].flat().some((each) => principal.can(each))
  return AREAS.filter(isShown).map(({ key, href, within = [], shortcut = null, group }) => ({
    ...{ key, href, within, shortcut, group },
  }))
}
