import type { Permission, Scope } from '#config/permissions'

type Grants = Partial<Record<Permission, Scope>>
type BuiltinRole = {
  labelRu: string
  labelEn: string
  grants: Grants
  /** For people of clients: who manages accounts of some organisations only gives no other roles. */
  isClient?: true
}

const readEverything = (scope: Scope): Grants => ({
  'tickets.view': scope,
  'cis.view': scope,
  'services.view': 'all',
  'services.view_technical': 'all',
  'outages.view': scope,
  'agreements.view': 'all',
  'calendars.view': 'all',
  'contracts.view': scope,
  'improvements.view': scope,
  'reviews.view': scope,
  'directory.view': scope,
})

/** Who leads the talk with clients about how well they are served. */
const manageQuality: Grants = {
  'feedback.view': 'assigned',
  'feedback.register': 'assigned',
  'feedback.manage': 'assigned',
  'improvements.propose': 'assigned',
  'improvements.manage': 'assigned',
}

const agent: Grants = {
  ...readEverything('assigned'),
  'tickets.create': 'assigned',
  'tickets.create_for_others': 'assigned',
  'tickets.work': 'assigned',
  'tickets.assign': 'assigned',
  'tickets.confirm': 'assigned',
  'tickets.view_notes': 'assigned',
  'directory.add_people': 'assigned',
  'time.view': 'assigned',
  'time.log': 'assigned',
  'feedback.view': 'assigned',
  'feedback.register': 'assigned',
  'improvements.propose': 'assigned',
}

const observer: Grants = { ...readEverything('assigned'), 'tickets.view_notes': 'assigned' }

/** The fifteen roles of the reference (domain §9) as far as their objects exist. */
export const BUILTIN_ROLES: Record<string, BuiltinRole> = {
  end_user: {
    labelRu: 'Пользователь',
    labelEn: 'End user',
    isClient: true,
    grants: {
      'tickets.view': 'own',
      'tickets.create': 'own',
      'tickets.confirm': 'own',
      'feedback.view': 'own',
      'feedback.register': 'own',
      'services.view': 'all',
      'outages.view': 'organisation',
    },
  },
  customer_manager: {
    labelRu: 'Руководитель со стороны клиента',
    labelEn: 'Customer manager',
    isClient: true,
    grants: {
      'tickets.view': 'organisation',
      'tickets.create': 'organisation',
      'tickets.create_for_others': 'organisation',
      'tickets.confirm': 'organisation',
      'cis.view': 'organisation',
      'ci_health.view': 'organisation',
      'services.view': 'all',
      'outages.view': 'organisation',
      'agreements.view': 'organisation',
      'contracts.view': 'organisation',
      'contracts.view_prices': 'organisation',
      'contracts.report': 'organisation',
      'agreements.report': 'organisation',
      'feedback.view': 'organisation',
      'feedback.register': 'organisation',
      'reviews.view': 'organisation',
      'directory.view': 'organisation',
      'users.manage': 'organisation',
    },
  },
  agent_l1: { labelRu: 'Специалист первой линии', labelEn: 'Service desk agent', grants: agent },
  agent_l2: {
    labelRu: 'Инженер второй линии',
    labelEn: 'Second-line engineer',
    grants: { ...agent, 'cis.edit': 'assigned', 'ci_health.view': 'assigned' },
  },
  team_lead: {
    labelRu: 'Руководитель группы',
    labelEn: 'Team lead',
    grants: {
      ...agent,
      ...manageQuality,
      'views.share': 'all',
      'cis.edit': 'assigned',
      'ci_health.view': 'assigned',
      'tickets.override_priority': 'assigned',
      'time.approve': 'assigned',
      'services.view_prices': 'all',
      'outages.edit': 'assigned',
      'contracts.view_prices': 'assigned',
      'agreements.report': 'assigned',
    },
  },
  problem_manager: {
    labelRu: 'Менеджер проблем',
    labelEn: 'Problem manager',
    grants: { ...observer, 'time.log': 'assigned' },
  },
  change_manager: {
    labelRu: 'Менеджер изменений',
    labelEn: 'Change manager',
    grants: { ...observer, 'time.log': 'assigned', 'outages.edit': 'assigned' },
  },
  cab_member: {
    labelRu: 'Участник комитета по изменениям',
    labelEn: 'CAB member',
    grants: {
      'cis.view': 'assigned',
      'services.view': 'all',
      'services.view_technical': 'all',
      'outages.view': 'assigned',
    },
  },
  asset_manager: {
    labelRu: 'Менеджер активов',
    labelEn: 'Asset manager',
    grants: {
      ...observer,
      'cis.edit': 'assigned',
      'ci_health.view': 'assigned',
      'services.view_prices': 'all',
    },
  },
  configuration_manager: {
    labelRu: 'Менеджер конфигураций',
    labelEn: 'Configuration manager',
    grants: {
      ...observer,
      'cis.view': 'all',
      'cis.edit': 'all',
      'cis.view_secrets': 'all',
      'ci_health.view': 'all',
      'cis.override_change': 'all',
      'cis.override_lifecycle': 'all',
      'cis.delete': 'all',
      'views.share': 'all',
      'ci_classes.view': 'all',
      'ci_classes.edit': 'all',
    },
  },
  service_level_manager: {
    labelRu: 'Менеджер уровня услуг',
    labelEn: 'Service level manager',
    grants: {
      ...observer,
      ...manageQuality,
      'reviews.manage': 'assigned',
      'services.view_prices': 'all',
      'services.edit': 'all',
      'outages.view': 'all',
      'outages.edit': 'all',
      'calendars.edit': 'all',
      'agreements.edit': 'all',
      'agreements.report': 'all',
    },
  },
  knowledge_manager: { labelRu: 'Менеджер знаний', labelEn: 'Knowledge manager', grants: observer },
  account_manager: {
    labelRu: 'Менеджер по работе с клиентами',
    labelEn: 'Account manager',
    grants: {
      ...readEverything('assigned'),
      ...manageQuality,
      'reviews.manage': 'assigned',
      'time.view': 'assigned',
      'time.approve': 'assigned',
      'services.view_prices': 'all',
      'services.edit_prices': 'all',
      'contracts.view_prices': 'assigned',
      'contracts.report': 'assigned',
      'agreements.report': 'assigned',
    },
  },
  administrator: {
    labelRu: 'Администратор',
    labelEn: 'Administrator',
    grants: {
      ...readEverything('all'),
      'feedback.view': 'all',
      'time.view': 'all',
      'contracts.view_prices': 'all',
      'services.view_prices': 'all',
      'services.edit': 'all',
      'ci_health.view': 'all',
      'ci_classes.view': 'all',
      'ci_classes.edit': 'all',
      'outages.edit': 'all',
      'calendars.edit': 'all',
      'agreements.edit': 'all',
      'agreements.report': 'all',
      'directory.edit': 'all',
      'views.share': 'all',
      'teams.manage': 'all',
      'users.manage': 'all',
      'roles.view': 'all',
      'roles.manage': 'all',
      'settings.view': 'all',
      'settings.manage': 'all',
      'personal_data.view': 'all',
      'personal_data.manage': 'all',
      'audit.view': 'all',
    },
  },
  auditor: {
    labelRu: 'Аудитор',
    labelEn: 'Auditor',
    grants: {
      ...readEverything('all'),
      'feedback.view': 'all',
      'ci_health.view': 'all',
      'ci_classes.view': 'all',
      'tickets.view_notes': 'all',
      'time.view': 'all',
      'services.view_prices': 'all',
      'contracts.view_prices': 'all',
      'contracts.report': 'all',
      'agreements.report': 'all',
      'roles.view': 'all',
      'settings.view': 'all',
      'personal_data.view': 'all',
      'audit.view': 'all',
    },
  },
}
