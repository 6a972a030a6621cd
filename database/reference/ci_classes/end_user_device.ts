import { attribute, ciClass, count, FOUND } from '#database/reference/ci_classes/define'

const computer = [
  attribute('cpu', 'string', 'Процессор', 'CPU', FOUND),
  count('ram_gb', 'Память', 'Memory', { unit: 'GB', ...FOUND }),
  count('disk_gb', 'Диск', 'Disk', { unit: 'GB', ...FOUND }),
  attribute('os', 'string', 'Операционная система', 'Operating system', FOUND),
  attribute('device_user', 'user', 'Пользователь', 'User', { isRecommended: true }),
  attribute('domain', 'string', 'Домен', 'Domain'),
]
const printing = [
  attribute('is_colour', 'bool', 'Цветная печать', 'Colour'),
  attribute('paper_format', 'enum', 'Формат', 'Format', { options: ['A4', 'A3', 'A0'] }),
  // It rises every day: what it was yesterday is not worth a line of history.
  count('page_count', 'Отпечатано страниц', 'Pages printed', {
    isDiscovered: true,
    keepsHistory: false,
  }),
]
const imei = attribute('imei', 'string', 'IMEI', 'IMEI', {
  ...FOUND,
  uniqueScope: 'organisation',
})
const resolution = attribute('resolution', 'string', 'Разрешение', 'Resolution')

export const END_USER_DEVICE_CLASSES = [
  ciClass('workstation', 'Рабочая станция', 'Workstation', 'lucide:monitor', computer),
  ciClass('laptop', 'Ноутбук', 'Laptop', 'lucide:laptop', [
    ...computer,
    count('battery_wear_percent', 'Износ батареи', 'Battery wear', {
      ...{ unit: '%', max: 100, isDiscovered: true, keepsHistory: false },
    }),
    attribute('is_encrypted', 'bool', 'Диск зашифрован', 'Disk encrypted'),
  ]),
  ciClass('thin_client', 'Тонкий клиент', 'Thin client', 'lucide:monitor'),
  ciClass('monitor', 'Монитор', 'Monitor', 'lucide:monitor', [
    attribute('diagonal_inches', 'decimal', 'Диагональ', 'Diagonal', { unit: '″' }),
    resolution,
  ]),
  ciClass('printer', 'Принтер', 'Printer', 'lucide:printer', printing),
  ciClass('mfp', 'МФУ', 'Multifunction printer', 'lucide:printer', printing),
  ciClass('phone_ip', 'IP-телефон', 'IP phone', 'lucide:phone', [
    attribute('extension', 'string', 'Внутренний номер', 'Extension'),
    attribute('mac', 'mac', 'MAC-адрес', 'MAC address', FOUND),
  ]),
  ciClass('smartphone', 'Смартфон', 'Smartphone', 'lucide:smartphone', [
    imei,
    attribute('phone_number', 'string', 'Номер телефона', 'Phone number'),
    attribute('mdm_state', 'string', 'Состояние MDM', 'MDM state'),
  ]),
  ciClass('tablet', 'Планшет', 'Tablet', 'lucide:tablet', [imei]),
  ciClass('pos_terminal', 'Кассовый терминал', 'POS terminal', 'lucide:scan-barcode', [
    attribute(
      'fiscal_drive_number',
      'string',
      'Номер фискального накопителя',
      'Fiscal drive number'
    ),
    attribute(
      'cash_register_number',
      'string',
      'Регистрационный номер ККТ',
      'Cash register number'
    ),
  ]),
  ciClass('peripheral', 'Периферийное устройство', 'Peripheral', 'lucide:mouse', [
    attribute('kind', 'string', 'Вид', 'Kind'),
    attribute('interface', 'string', 'Интерфейс', 'Interface'),
  ]),
  ciClass('projector', 'Проектор', 'Projector', 'lucide:projector', [resolution]),
]
