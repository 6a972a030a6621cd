import { attribute, ciClass, count, SEARCHED } from '#database/reference/ci_classes/define'

const userCount = count('user_count', 'Пользователей', 'Users')
const serviceHours = attribute('service_hours', 'string', 'Часы работы', 'Service hours')

export const SERVICE_CLASSES = [
  ciClass('business_service', 'Бизнес-сервис', 'Business service', 'lucide:briefcase-business', [
    serviceHours,
    attribute('sla', 'string', 'Уровень услуги (SLA)', 'Service level (SLA)'),
    userCount,
  ]),
  ciClass('technical_service', 'Технический сервис', 'Technical service', 'lucide:server-cog', [
    attribute('platform', 'string', 'Платформа', 'Platform'),
    attribute('support_hours', 'string', 'Часы поддержки', 'Support hours'),
  ]),
  ciClass('service_offering', 'Предложение услуги', 'Service offering', 'lucide:tag', [
    attribute('service_level', 'string', 'Уровень', 'Level'),
    attribute('price_reference', 'string', 'Позиция прайс-листа', 'Price reference'),
  ]),
  ciClass('business_process', 'Бизнес-процесс', 'Business process', 'lucide:workflow', [
    attribute('process_owner', 'user', 'Владелец процесса', 'Process owner', {
      isRecommended: true,
    }),
    count('recovery_time_hours', 'Время восстановления (RTO)', 'Recovery time (RTO)', {
      unit: 'h',
    }),
    count('recovery_point_hours', 'Точка восстановления (RPO)', 'Recovery point (RPO)', {
      unit: 'h',
    }),
  ]),
  ciClass(
    'business_application',
    'Бизнес-приложение',
    'Business application',
    'lucide:app-window',
    [
      attribute('app_version', 'string', 'Версия', 'Version'),
      attribute(
        'personal_data_level',
        'string',
        'Уровень защищённости ПДн',
        'Personal data level',
        SEARCHED
      ),
      userCount,
      attribute('url', 'url', 'Адрес', 'URL'),
    ]
  ),
]
