import { attribute, ciClass, count, FOUND, port } from '#database/reference/ci_classes/define'

const url = attribute('url', 'url', 'Адрес', 'URL')
const appVersion = attribute('app_version', 'string', 'Версия', 'Version', FOUND)
const schedule = attribute('schedule', 'string', 'Расписание', 'Schedule')

export const APPLICATION_CLASSES = [
  ciClass(
    'application_instance',
    'Экземпляр приложения',
    'Application instance',
    'lucide:app-window',
    [
      appVersion,
      attribute('install_path', 'string', 'Каталог установки', 'Install path'),
      url,
      port,
    ]
  ),
  ciClass('web_site', 'Веб-сайт', 'Web site', 'lucide:globe', [
    url,
    attribute('cms', 'string', 'CMS', 'CMS'),
  ]),
  ciClass('api_service', 'API', 'API service', 'lucide:webhook', [
    attribute('base_url', 'url', 'Базовый адрес', 'Base URL'),
    attribute('authentication', 'string', 'Аутентификация', 'Authentication'),
    attribute('protocol', 'enum', 'Протокол', 'Protocol', {
      options: ['REST', 'SOAP', 'GraphQL', 'gRPC'],
    }),
  ]),
  ciClass('microservice', 'Микросервис', 'Microservice', 'lucide:blocks', [
    attribute('repository', 'url', 'Репозиторий', 'Repository'),
    attribute('image', 'string', 'Образ', 'Image'),
  ]),
  ciClass('batch_job', 'Регламентное задание', 'Batch job', 'lucide:timer', [
    schedule,
    count('runtime_limit_minutes', 'Предел выполнения', 'Runtime limit', {
      unit: 'min',
    }),
  ]),
  ciClass('erp_1c_base', 'База 1С', '1C base', 'lucide:calculator', [
    attribute('platform_version', 'string', 'Версия платформы', 'Platform version'),
    attribute('configuration_name', 'string', 'Конфигурация', 'Configuration'),
    attribute('configuration_version', 'string', 'Версия конфигурации', 'Configuration version'),
    count('user_count', 'Пользователей', 'Users'),
    attribute('database', 'reference', 'База данных', 'Database', { referenceClass: 'database' }),
  ]),
  ciClass('integration_flow', 'Интеграционный поток', 'Integration flow', 'lucide:waypoints', [
    attribute('source', 'reference', 'Источник', 'Source'),
    attribute('target', 'reference', 'Приёмник', 'Target'),
    attribute('protocol', 'string', 'Протокол', 'Protocol'),
    schedule,
  ]),
  ciClass('mobile_app', 'Мобильное приложение', 'Mobile app', 'lucide:smartphone', [
    attribute('bundle_id', 'string', 'Идентификатор пакета', 'Bundle ID'),
    attribute('platform', 'enum', 'Платформа', 'Platform', {
      options: ['Android', 'iOS', 'Aurora'],
    }),
    appVersion,
  ]),
]
