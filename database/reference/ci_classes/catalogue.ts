import { APPLICATION_CLASSES } from '#database/reference/ci_classes/application'
import { CLOUD_CLASSES } from '#database/reference/ci_classes/cloud'
import { COMPUTE_CLASSES } from '#database/reference/ci_classes/compute'
import { abstractClass, type CiClassSeed } from '#database/reference/ci_classes/define'
import { DOCUMENT_PARTY_CLASSES } from '#database/reference/ci_classes/document_party'
import { END_USER_DEVICE_CLASSES } from '#database/reference/ci_classes/end_user_device'
import { FACILITY_POWER_CLASSES } from '#database/reference/ci_classes/facility_power'
import { MIDDLEWARE_CLASSES } from '#database/reference/ci_classes/middleware'
import { NETWORK_CLASSES } from '#database/reference/ci_classes/network'
import { SECURITY_SOFTWARE_CLASSES } from '#database/reference/ci_classes/security_software'
import { SERVICE_CLASSES } from '#database/reference/ci_classes/service'
import { STORAGE_BACKUP_CLASSES } from '#database/reference/ci_classes/storage_backup'
import type { CiClassGroup } from '#cmdb/models/ci_types'

/** The base of all classes: what it gives are the columns every item has. */
export const BASE_CLASS = abstractClass(
  'ci',
  'Конфигурационная единица',
  'Configuration item',
  'lucide:box',
  [],
  null
)

/** The classes Opora ships with, by group (CFG-02, CFG-14). */
export const CI_CLASS_CATALOGUE: Record<CiClassGroup, CiClassSeed[]> = {
  service: SERVICE_CLASSES,
  application: APPLICATION_CLASSES,
  middleware: MIDDLEWARE_CLASSES,
  compute: COMPUTE_CLASSES,
  end_user_device: END_USER_DEVICE_CLASSES,
  network: NETWORK_CLASSES,
  storage_backup: STORAGE_BACKUP_CLASSES,
  cloud: CLOUD_CLASSES,
  facility_power: FACILITY_POWER_CLASSES,
  security_software: SECURITY_SOFTWARE_CLASSES,
  document_party: DOCUMENT_PARTY_CLASSES,
}
