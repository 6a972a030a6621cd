import type { CiStatus, OperationalState } from '#cmdb/models/ci_types'
import type { AttributeInput } from '#cmdb/workflow/class_schema'

export type ItemChange = {
  daysAgo: number
  by: string
  item: string
  values: {
    status?: CiStatus
    operationalState?: OperationalState
    description?: string
    attributes?: AttributeInput
  }
}

const change = (
  daysAgo: number,
  by: string,
  item: string,
  values: ItemChange['values']
): ItemChange => ({ daysAgo, by, item, values })

/** Upgrades, moves and faults of the last months, oldest first: the history of the items. */
export const ITEM_CHANGES: ItemChange[] = [
  change(96, 'tikhonov', 'rmk-hq-fw01', { attributes: { firmware: '10.4.0' } }),
  change(88, 'sokolov', 'msk-dc1-esx03', { attributes: { ram_gb: 1024 } }),
  change(81, 'nasyrov', '1С:Бухгалтерия ООО Ромашка', {
    attributes: { configuration_version: '3.0.167.29' },
  }),
  change(81, 'nasyrov', '1С:Бухгалтерия АО Техностройпроект', {
    attributes: { configuration_version: '3.0.167.29' },
  }),
  change(70, 'melnik', 'msk-dc1-vol02', { attributes: { size_gb: '12288' } }),
  change(63, 'zhukov', 'rmk-sokol-pos02', { status: 'faulty', operationalState: 'down' }),
  change(62, 'zhukov', 'rmk-sokol-pos02', { status: 'in_repair' }),
  change(60, 'zhukov', 'rmk-sokol-pos02', {
    status: 'in_use',
    operationalState: 'ok',
    attributes: { fiscal_drive_number: '7282440910007715' },
  }),
  change(52, 'sokolov', 'rmk-ts01', { attributes: { ram_gb: 128 } }),
  change(45, 'tikhonov', 'tsp-hq-wan2', { attributes: { bandwidth_mbps: 300 } }),
  change(38, 'melnik', 'msk-dc1-nas01', {
    operationalState: 'degraded',
    description: 'Вышел из строя один диск, массив перестраивается.',
  }),
  change(36, 'melnik', 'msk-dc1-nas01', {
    operationalState: 'ok',
    description: 'Диск в отсеке 7 заменён.',
  }),
  change(29, 'belov', 'tsp-hq-prn01', { status: 'faulty', operationalState: 'down' }),
  change(28, 'belov', 'tsp-hq-prn01', { status: 'in_repair' }),
  change(26, 'belov', 'tsp-hq-prn01', { status: 'in_use', operationalState: 'ok' }),
  change(21, 'vlasova', '1С:ЗУП Ромашка', { attributes: { configuration_version: '3.1.31.22' } }),
  change(14, 'sokolov', 'msk-dc1-zvirt03', {
    status: 'in_maintenance',
    operationalState: 'maintenance',
  }),
  change(13, 'sokolov', 'msk-dc1-zvirt03', { status: 'in_use', operationalState: 'ok' }),
  change(6, 'tikhonov', 'rmk-mitino-wan2', {
    operationalState: 'degraded',
    description: 'Резервный LTE-канал: потери до 8 %.',
  }),
  change(4, 'belov', 'med-prn01', { status: 'faulty', operationalState: 'down' }),
  change(3, 'belov', 'med-prn01', { status: 'in_repair' }),
  change(1, 'sokolov', 'msk-dc1-esx05', {
    operationalState: 'degraded',
    description: 'Ошибки памяти в модуле B7, замена заказана.',
  }),
]
