import { attribute, ciClass, count } from '#database/reference/ci_classes/define'

const capacity = [
  attribute('raw_tb', 'decimal', 'Сырой объём', 'Raw capacity', { unit: 'TB' }),
  attribute('usable_tb', 'decimal', 'Полезный объём', 'Usable capacity', { unit: 'TB' }),
]

export const STORAGE_BACKUP_CLASSES = [
  ciClass('storage_array', 'Система хранения данных', 'Storage array', 'lucide:hard-drive', [
    ...capacity,
    attribute('raid', 'string', 'RAID', 'RAID'),
  ]),
  ciClass('nas', 'Сетевое хранилище', 'NAS', 'lucide:hard-drive', capacity),
  ciClass('san_switch', 'Коммутатор SAN', 'SAN switch', 'lucide:network', [], 'network_device'),
  ciClass('storage_volume', 'Том хранения', 'Storage volume', 'lucide:hard-drive', [
    attribute('size_gb', 'decimal', 'Объём', 'Size', { unit: 'GB' }),
    attribute('lun', 'string', 'LUN', 'LUN'),
  ]),
  ciClass('tape_library', 'Ленточная библиотека', 'Tape library', 'lucide:cassette-tape'),
  ciClass('backup_system', 'Система резервного копирования', 'Backup system', 'lucide:archive', [
    attribute('product', 'string', 'Продукт', 'Product'),
    count('retention_days', 'Срок хранения', 'Retention', { unit: 'd' }),
  ]),
  ciClass('backup_job', 'Задание копирования', 'Backup job', 'lucide:save', [
    attribute('schedule', 'string', 'Расписание', 'Schedule'),
    attribute('last_success_on', 'date', 'Последнее успешное', 'Last success', {
      ...{ isDiscovered: true, isSearchable: true, keepsHistory: false },
    }),
  ]),
]
