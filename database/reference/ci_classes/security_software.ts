import { attribute, ciClass, count, FOUND, SEARCHED } from '#database/reference/ci_classes/define'

const softwareVersion = attribute('software_version', 'string', 'Версия', 'Version', FOUND)
const expiresOn = attribute('expires_on', 'date', 'Истекает', 'Expires', SEARCHED)

export const SECURITY_SOFTWARE_CLASSES = [
  ciClass('software_product', 'Программный продукт', 'Software product', 'lucide:package', [
    attribute('edition', 'string', 'Редакция', 'Edition'),
    softwareVersion,
    attribute('licence_metric', 'string', 'Метрика лицензии', 'Licence metric'),
  ]),
  ciClass('software_install', 'Установка ПО', 'Software installation', 'lucide:download', [
    attribute('product', 'reference', 'Продукт', 'Product', { referenceClass: 'software_product' }),
    softwareVersion,
    attribute('device', 'reference', 'Устройство', 'Device'),
    attribute('install_path', 'string', 'Каталог установки', 'Install path'),
  ]),
  ciClass('license_entitlement', 'Право на лицензию', 'Licence entitlement', 'lucide:badge-check', [
    count('quantity', 'Количество', 'Quantity'),
    expiresOn,
  ]),
  ciClass('certificate_tls', 'Сертификат TLS', 'TLS certificate', 'lucide:file-badge', [
    attribute('common_name', 'string', 'Имя (CN)', 'Common name', FOUND),
    attribute('alternative_names', 'text', 'Другие имена (SAN)', 'Alternative names'),
    attribute('issuer', 'string', 'Издатель', 'Issuer'),
    attribute('fingerprint_sha256', 'string', 'Отпечаток SHA-256', 'SHA-256 fingerprint', {
      ...FOUND,
      uniqueScope: 'organisation',
    }),
    expiresOn,
  ]),
  ciClass('crypto_token', 'Токен ЭЦП', 'Signature token', 'lucide:key-round', [
    attribute('token_owner', 'string', 'Владелец подписи', 'Signature owner', SEARCHED),
    expiresOn,
  ]),
  ciClass(
    'security_appliance',
    'Устройство защиты',
    'Security appliance',
    'lucide:shield',
    [],
    'network_device'
  ),
]
