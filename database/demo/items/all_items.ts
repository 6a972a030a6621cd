import { APPLICATION_ITEMS } from '#database/demo/items/applications'
import { CLOUD_ITEMS } from '#database/demo/items/cloud'
import { COMPUTE_ITEMS } from '#database/demo/items/compute'
import { DATABASE_ITEMS } from '#database/demo/items/databases'
import { DATA_CENTRE_ITEMS } from '#database/demo/items/data_centre'
import { DATA_CENTRE_NETWORK_ITEMS } from '#database/demo/items/data_centre_network'
import type { ItemSeed } from '#database/demo/items/define_item'
import { OFFICE_ITEMS } from '#database/demo/items/offices'
import { SERVICE_ITEMS } from '#database/demo/items/services'
import { STORAGE_ITEMS } from '#database/demo/items/storage'
import { VIRTUAL_MACHINE_ITEMS } from '#database/demo/items/virtual_machines'

export const ALL_ITEMS: ItemSeed[] = [
  ...DATA_CENTRE_ITEMS,
  ...DATA_CENTRE_NETWORK_ITEMS,
  ...STORAGE_ITEMS,
  ...COMPUTE_ITEMS,
  ...VIRTUAL_MACHINE_ITEMS,
  ...DATABASE_ITEMS,
  ...APPLICATION_ITEMS,
  ...OFFICE_ITEMS,
  ...CLOUD_ITEMS,
  ...SERVICE_ITEMS,
]
