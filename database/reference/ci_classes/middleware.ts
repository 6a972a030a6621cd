import { attribute, ciClass, FOUND, port } from '#database/reference/ci_classes/define'

const product = attribute('product', 'string', 'Продукт', 'Product')
const productVersion = attribute('product_version', 'string', 'Версия', 'Version', FOUND)
const domains = attribute('mail_domains', 'string', 'Домены', 'Domains')

export const MIDDLEWARE_CLASSES = [
  ciClass('db_instance', 'Экземпляр СУБД', 'Database instance', 'lucide:database', [
    attribute('engine', 'string', 'СУБД', 'Engine', FOUND),
    attribute('host', 'reference', 'Узел', 'Host', { referenceClass: 'server' }),
    productVersion,
    attribute('edition', 'string', 'Редакция', 'Edition'),
    port,
    attribute('size_gb', 'decimal', 'Объём', 'Size', { unit: 'GB' }),
    attribute('availability_mode', 'string', 'Режим отказоустойчивости', 'High availability mode'),
  ]),
  ciClass('database', 'База данных', 'Database', 'lucide:database', [
    attribute('db_instance', 'reference', 'Экземпляр СУБД', 'Database instance', {
      referenceClass: 'db_instance',
    }),
    attribute('schema_name', 'string', 'Схема', 'Schema'),
    attribute('size_gb', 'decimal', 'Объём', 'Size', { unit: 'GB' }),
    attribute('collation', 'string', 'Сопоставление', 'Collation'),
    attribute('backup_policy', 'string', 'Политика копирования', 'Backup policy'),
  ]),
  ciClass('web_server', 'Веб-сервер', 'Web server', 'lucide:globe', [product, productVersion]),
  ciClass('app_server', 'Сервер приложений', 'Application server', 'lucide:server-cog', [
    attribute('runtime', 'string', 'Среда выполнения', 'Runtime'),
    productVersion,
  ]),
  ciClass('message_broker', 'Брокер сообщений', 'Message broker', 'lucide:messages-square', [
    product,
    attribute('virtual_host', 'string', 'Виртуальный хост', 'Virtual host'),
  ]),
  ciClass('cache_server', 'Сервер кеша', 'Cache server', 'lucide:memory-stick', [
    product,
    attribute('memory_gb', 'decimal', 'Память', 'Memory', { unit: 'GB' }),
  ]),
  ciClass('directory_service', 'Служба каталогов', 'Directory service', 'lucide:users-round', [
    attribute('domain', 'string', 'Домен', 'Domain'),
    attribute('functional_level', 'string', 'Режим работы', 'Functional level'),
  ]),
  ciClass('mail_server', 'Почтовый сервер', 'Mail server', 'lucide:mail', [product, domains]),
]
