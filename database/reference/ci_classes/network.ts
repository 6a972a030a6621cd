import {
  abstractClass,
  attribute,
  ciClass,
  count,
  FOUND,
  FOUND_SEVERAL,
  SEARCHED,
} from '#database/reference/ci_classes/define'

const registrar = attribute('registrar', 'string', 'Регистратор', 'Registrar')
const expiresOn = attribute('expires_on', 'date', 'Истекает', 'Expires', SEARCHED)
const DEVICE = 'network_device'

export const NETWORK_DEVICE_CLASS = abstractClass(
  DEVICE,
  'Сетевое устройство',
  'Network device',
  'lucide:network',
  [
    attribute('mgmt_ip', 'ip', 'Адрес управления', 'Management address', {
      ...FOUND,
      isRecommended: true,
    }),
    attribute('mac', 'mac', 'MAC-адрес', 'MAC address', FOUND),
    attribute('ip_addresses', 'ip', 'IP-адреса', 'IP addresses', FOUND_SEVERAL),
    attribute('firmware', 'string', 'Прошивка', 'Firmware', FOUND),
    count('port_count', 'Портов', 'Ports', { isDiscovered: true }),
  ]
)

export const NETWORK_CLASSES = [
  NETWORK_DEVICE_CLASS,
  ciClass('router', 'Маршрутизатор', 'Router', 'lucide:router', [], DEVICE),
  ciClass(
    'switch',
    'Коммутатор',
    'Switch',
    'lucide:network',
    [
      attribute('stack', 'string', 'Стек', 'Stack'),
      attribute('has_poe', 'bool', 'Питание по сети (PoE)', 'Power over Ethernet'),
    ],
    DEVICE
  ),
  ciClass(
    'firewall',
    'Межсетевой экран',
    'Firewall',
    'lucide:shield',
    [
      attribute('policy_set', 'string', 'Набор правил', 'Policy set'),
      attribute(
        'availability_mode',
        'string',
        'Режим отказоустойчивости',
        'High availability mode'
      ),
    ],
    DEVICE
  ),
  ciClass(
    'load_balancer',
    'Балансировщик нагрузки',
    'Load balancer',
    'lucide:split',
    [attribute('virtual_addresses', 'text', 'Виртуальные адреса', 'Virtual addresses')],
    DEVICE
  ),
  ciClass(
    'wireless_controller',
    'Контроллер Wi-Fi',
    'Wireless controller',
    'lucide:radio-tower',
    [],
    DEVICE
  ),
  ciClass(
    'access_point',
    'Точка доступа',
    'Access point',
    'lucide:wifi',
    [
      attribute('bands', 'string', 'Диапазоны', 'Bands'),
      attribute('ssid', 'string', 'SSID', 'SSID'),
    ],
    DEVICE
  ),
  ciClass(
    'vpn_gateway',
    'VPN-шлюз',
    'VPN gateway',
    'lucide:shield',
    [attribute('protocol', 'string', 'Протокол', 'Protocol')],
    DEVICE
  ),
  ciClass('modem', 'Модем', 'Modem', 'lucide:router', [], DEVICE),
  ciClass('network_segment', 'Сегмент сети', 'Network segment', 'lucide:waypoints', [
    attribute('cidr', 'cidr', 'Подсеть', 'CIDR', SEARCHED),
    attribute('vlan_id', 'int', 'VLAN', 'VLAN ID', { min: 1, max: 4094, ...SEARCHED }),
    attribute('purpose', 'string', 'Назначение', 'Purpose'),
  ]),
  ciClass('wan_link', 'Канал связи', 'WAN link', 'lucide:cable', [
    attribute('provider', 'string', 'Провайдер', 'Provider'),
    count('bandwidth_mbps', 'Пропускная способность', 'Bandwidth', { unit: 'Mbit/s' }),
    attribute('circuit_id', 'string', 'Номер канала', 'Circuit ID'),
    attribute('contract_number', 'string', 'Договор', 'Contract'),
  ]),
  ciClass('ip_address', 'IP-адрес', 'IP address', 'lucide:ethernet-port'),
  ciClass('dns_zone', 'Зона DNS', 'DNS zone', 'lucide:globe', [registrar, expiresOn]),
  ciClass('domain_name', 'Доменное имя', 'Domain name', 'lucide:globe', [registrar, expiresOn]),
]
