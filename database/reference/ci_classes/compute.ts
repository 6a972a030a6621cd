import { abstractClass, attribute, ciClass } from '#database/reference/ci_classes/define'

const product = attribute('product', 'string', 'Продукт', 'Product')
const productVersion = attribute('product_version', 'string', 'Версия', 'Version')

export const SERVER_CLASS = abstractClass('server', 'Сервер', 'Server', 'lucide:server', [
  attribute('fqdn', 'fqdn', 'Полное имя', 'FQDN'),
  attribute('os', 'string', 'Операционная система', 'Operating system'),
  attribute('os_version', 'string', 'Версия ОС', 'OS version'),
  attribute('cpu_cores', 'int', 'Ядер', 'CPU cores'),
  attribute('ram_gb', 'int', 'Память', 'Memory', { unit: 'GB' }),
  attribute('uuid', 'string', 'UUID', 'UUID'),
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
      attribute('psu_count', 'int', 'Блоков питания', 'Power supplies'),
      attribute('bmc_ip', 'ip', 'Адрес управления (BMC)', 'BMC address'),
    ],
    'server'
  ),
  ciClass(
    'virtual_machine',
    'Виртуальная машина',
    'Virtual machine',
    'lucide:cpu',
    [attribute('vm_uuid', 'string', 'UUID машины', 'VM UUID')],
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
    attribute('slots', 'int', 'Слотов', 'Slots'),
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
