import { attribute, ciClass, count } from '#database/reference/ci_classes/define'

export const FACILITY_POWER_CLASSES = [
  ciClass('data_center', 'ЦОД', 'Data centre', 'lucide:building-2'),
  ciClass('server_room', 'Серверная', 'Server room', 'lucide:door-open', [
    attribute('area_m2', 'decimal', 'Площадь', 'Area', { unit: 'm²' }),
    attribute('temperature_min', 'int', 'Температура от', 'Lowest temperature', { unit: '°C' }),
    attribute('temperature_max', 'int', 'Температура до', 'Highest temperature', { unit: '°C' }),
  ]),
  ciClass('rack', 'Стойка', 'Rack', 'lucide:server', [
    count('units', 'Юнитов', 'Units', { unit: 'U', max: 100 }),
    attribute('power_limit_kw', 'decimal', 'Предел мощности', 'Power limit', { unit: 'kW' }),
  ]),
  ciClass('ups', 'ИБП', 'UPS', 'lucide:battery-charging', [
    attribute('power_kva', 'decimal', 'Мощность', 'Power', { unit: 'kVA' }),
    attribute('battery_on', 'date', 'Дата батарей', 'Battery date'),
  ]),
  ciClass('pdu', 'Блок розеток (PDU)', 'PDU', 'lucide:plug', [
    count('outlets', 'Розеток', 'Outlets'),
  ]),
  ciClass('cooling_unit', 'Кондиционер', 'Cooling unit', 'lucide:fan'),
  ciClass('generator', 'Генератор', 'Generator', 'lucide:fuel'),
  ciClass('cctv_camera', 'Камера наблюдения', 'CCTV camera', 'lucide:cctv', [
    attribute('resolution', 'string', 'Разрешение', 'Resolution'),
    attribute('recorder', 'string', 'Регистратор', 'Recorder'),
  ]),
  ciClass('access_control_unit', 'Контроллер доступа', 'Access control unit', 'lucide:fingerprint'),
]
