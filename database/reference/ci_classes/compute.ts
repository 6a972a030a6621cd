import {
  abstractClass,
  attribute,
  ciClass,
  count,
  FOUND,
  FOUND_SEVERAL,
} from '#database/reference/ci_classes/define'

const product = attribute('product', 'string', 'Продукт', 'Product')
const productVersion = attribute('product_version', 'string', 'Версия', 'Version', FOUND)

export const SERVER_CLASS = abstractClass('server', 'Сервер', 'Server', 'lucide:server', [
  attribute('fqdn', 'fqdn', 'Полное имя', 'FQDN', { ...FOUND, isRecommended: true }),
  attribute('os', 'string', 'Операционная система', 'Operating system', FOUND),
  attribute('os_version', 'string', 'Версия ОС', 'OS version', FOUND),
  count('cpu_cores', 'Ядер', 'CPU cores', FOUND),
  count('ram_gb', 'Память', 'Memory', { unit: 'GB', ...FOUND }),
  attribute('uuid', 'string', 'UUID', 'UUID', { ...FOUND, uniqueScope: 'organisation' }),
  attribute('ip_addresses', 'ip', 'IP-адреса', 'IP addresses', FOUND_SEVERAL),
  attribute('mac_addresses', 'mac', 'MAC-адреса', 'MAC addresses', FOUND_SEVERAL),
])

export const COMPUTE_CLASSES = [
  SERVER_CLASS,
  ciClass(
    'physical_server',
    'Физический сервер',
    'Physical server',
    'lucide:server',
    [
      attribute('form_factor', 'string', 'Форм-фактор', 'Form factor'),
      count('psu_count', 'Блоков питания', 'Power supplies'),
      attribute('bmc_ip', 'ip', 'Адрес управления (BMC)', 'BMC address', FOUND),
      attribute('bmc_mac', 'mac', 'MAC-адрес BMC', 'BMC MAC address', FOUND),
    ],
    'server'
  ),
  ciClass(
    'virtual_machine',
    'Виртуальная машина',
    'Virtual machine',
    'lucide:cpu',
    [
      attribute('hypervisor', 'reference', 'Гипервизор', 'Hypervisor', {
        referenceClass: 'hypervisor',
      }),
      count('vcpu', 'Виртуальных процессоров', 'vCPU', FOUND),
      attribute('vm_uuid', 'string', 'UUID машины', 'VM UUID', {
        ...FOUND,
        uniqueScope: 'organisation',
      }),
    ],
    'server'
  ),
  ciClass(
    'hypervisor',
    'Гипервизор',
    'Hypervisor',
    'lucide:layers',
    [product, productVersion, attribute('cluster', 'string', 'Кластер', 'Cluster')],
    'server'
  ),
  ciClass('blade_chassis', 'Блейд-шасси', 'Blade chassis', 'lucide:boxes', [
    count('slots', 'Слотов', 'Slots'),
  ]),
  ciClass('compute_cluster', 'Вычислительный кластер', 'Compute cluster', 'lucide:boxes', [
    attribute('mode', 'string', 'Режим', 'Mode'),
    attribute('quorum_rule', 'string', 'Правило кворума', 'Quorum rule'),
  ]),
  ciClass(
    'container_host',
    'Узел контейнеров',
    'Container host',
    'lucide:container',
    [attribute('container_runtime', 'string', 'Среда контейнеров', 'Container runtime')],
    'server'
  ),
  ciClass('kubernetes_cluster', 'Кластер Kubernetes', 'Kubernetes cluster', 'lucide:boxes', [
    productVersion,
    attribute('distribution', 'string', 'Дистрибутив', 'Distribution'),
  ]),
  ciClass(
    'kubernetes_namespace',
    'Пространство имён Kubernetes',
    'Kubernetes namespace',
    'lucide:box',
    [attribute('quota', 'string', 'Квота', 'Quota')]
  ),
  ciClass('container_image', 'Образ контейнера', 'Container image', 'lucide:container', [
    attribute('registry', 'string', 'Реестр', 'Registry'),
    attribute('digest', 'string', 'Контрольная сумма', 'Digest'),
  ]),
]
