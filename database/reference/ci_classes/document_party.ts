import { attribute, ciClass, SEARCHED } from '#database/reference/ci_classes/define'

export const DOCUMENT_PARTY_CLASSES = [
  ciClass('document', 'Документ', 'Document', 'lucide:file-text', [
    attribute('kind', 'string', 'Вид', 'Kind'),
    attribute('document_version', 'string', 'Версия', 'Version'),
  ]),
  ciClass('contract_ci', 'Договор как КЕ', 'Contract', 'lucide:handshake', [
    attribute('contract_number', 'string', 'Номер', 'Number', SEARCHED),
    attribute('starts_on', 'date', 'Действует с', 'Starts'),
    attribute('ends_on', 'date', 'Действует до', 'Ends', SEARCHED),
  ]),
  ciClass('location', 'Местоположение', 'Location', 'lucide:map-pin', [
    attribute('address', 'string', 'Адрес', 'Address'),
    attribute('time_zone', 'string', 'Часовой пояс', 'Time zone'),
  ]),
  ciClass('person_role', 'Роль сотрудника', 'Person or role', 'lucide:user-round-cog', [
    attribute('person', 'user', 'Сотрудник', 'Person'),
  ]),
  ciClass('runbook', 'Инструкция', 'Runbook', 'lucide:book-open', [
    attribute('steps', 'text', 'Шаги', 'Steps'),
  ]),
  ciClass('config_file', 'Файл конфигурации', 'Configuration file', 'lucide:file-cog', [
    attribute('path', 'string', 'Путь', 'Path'),
    attribute('checksum', 'string', 'Контрольная сумма', 'Checksum'),
  ]),
]
