import type { DependencyRuleType } from '#cmdb/workflow/dependency_rule'
import type { ImpactFlow } from '#cmdb/workflow/impact_edges'
import db from '@adonisjs/lucid/services/db'

type Labels = [forward: string, inverse: string]
type Flow = [flow: ImpactFlow, rule: DependencyRuleType, value?: number]

const FROM_TARGET: Flow = ['target_to_source', 'all']
const NONE: Flow = ['none', 'all']

/** Relation types by code: Russian names, English names, where a failure goes (CFG-06). */
export const RELATION_TYPES: Record<string, { ru: Labels; en: Labels; impact: Flow }> = {
  depends_on: {
    ru: ['зависит от', 'используется'],
    en: ['depends on', 'is used by'],
    impact: FROM_TARGET,
  },
  runs_on: { ru: ['работает на', 'размещает'], en: ['runs on', 'hosts'], impact: FROM_TARGET },
  hosted_in: {
    ru: ['находится в', 'содержит'],
    en: ['located in', 'contains'],
    impact: FROM_TARGET,
  },
  member_of: {
    ru: ['входит в', 'включает'],
    en: ['member of', 'has member'],
    impact: ['source_to_target', 'at_least', 1],
  },
  connects_to: {
    ru: ['подключён к', 'подключает'],
    en: ['connected to', 'connects'],
    impact: ['target_to_source', 'any'],
  },
  powered_by: {
    ru: ['питается от', 'питает'],
    en: ['powered by', 'powers'],
    impact: ['target_to_source', 'any'],
  },
  backed_up_by: {
    ru: ['резервируется в', 'резервирует'],
    en: ['backed up by', 'backs up'],
    impact: NONE,
  },
  stores_on: {
    ru: ['хранит данные на', 'хранит данные для'],
    en: ['stores data on', 'stores data of'],
    impact: FROM_TARGET,
  },
  provided_by: {
    ru: ['предоставляется', 'предоставляет'],
    en: ['provided by', 'provides'],
    impact: FROM_TARGET,
  },
  supports_process: {
    ru: ['поддерживает процесс', 'поддерживается'],
    en: ['supports', 'supported by'],
    impact: ['source_to_target', 'all'],
  },
  realised_by: {
    ru: ['реализуется', 'реализует'],
    en: ['realised by', 'realises'],
    impact: FROM_TARGET,
  },
  replicates_to: {
    ru: ['реплицируется в', 'реплика'],
    en: ['replicates to', 'replica of'],
    impact: NONE,
  },
  failover_to: {
    ru: ['переключается на', 'резерв для'],
    en: ['fails over to', 'standby of'],
    impact: ['none', 'any'],
  },
  installed_on: {
    ru: ['установлено на', 'на нём установлено'],
    en: ['installed on', 'has installed'],
    impact: FROM_TARGET,
  },
  licensed_by: {
    ru: ['лицензируется', 'лицензирует'],
    en: ['licensed by', 'licenses'],
    impact: NONE,
  },
  used_by_person: {
    ru: ['используется сотрудником', 'использует'],
    en: ['used by', 'uses'],
    impact: NONE,
  },
  owned_by: { ru: ['принадлежит', 'владеет'], en: ['owned by', 'owns'], impact: NONE },
  managed_by: { ru: ['управляется', 'управляет'], en: ['managed by', 'manages'], impact: NONE },
  documented_in: {
    ru: ['описан в', 'описывает'],
    en: ['documented in', 'documents'],
    impact: NONE,
  },
  parent_of: { ru: ['состоит из', 'часть'], en: ['parent of', 'child of'], impact: FROM_TARGET },
  protected_by: { ru: ['защищён', 'защищает'], en: ['protected by', 'protects'], impact: NONE },
  integrates_with: {
    ru: ['обменивается данными с', 'обменивается данными с'],
    en: ['exchanges data with', 'exchanges data with'],
    impact: NONE,
  },
}

/** Stored once, the lower id first. */
const SYMMETRIC = ['integrates_with']
/** Cabling carries a failure only where a group key says that it is an uplink (domain §4.3). */
const CARRIED_BY_GROUP = ['connects_to']

type Pair = [source: string, target: string]
const toGroups = (source: string, ...groups: string[]): Pair[] =>
  groups.map((group) => [source, `group:${group}`])
const toClasses = (source: string, ...classes: string[]): Pair[] =>
  classes.map((code) => [source, `class:${code}`])
const SOFTWARE = ['group:service', 'group:application', 'group:middleware', 'group:storage_backup']
const HARDWARE = ['compute', 'cloud', 'middleware', 'end_user_device', 'network']

/** Which items a type may link (CFG-06); a type that is not named takes any two. */
export const RELATION_TYPE_PAIRS: Record<string, Pair[]> = {
  runs_on: [
    ...SOFTWARE.flatMap((source) => toGroups(source, ...HARDWARE, 'storage_backup')),
    ...toGroups('group:compute', 'compute', 'cloud'),
    ...toGroups('group:security_software', ...HARDWARE),
    ...toGroups('group:network', 'compute', 'cloud'),
  ],
  hosted_in: [
    ...toGroups('any', 'facility_power'),
    ...toClasses('any', 'location', 'blade_chassis'),
    ...toGroups('group:cloud', 'cloud'),
    ...toGroups('group:compute', 'cloud'),
  ],
  connects_to: [...toGroups('any', 'network'), ...toClasses('any', 'san_switch')],
  powered_by: toGroups('any', 'facility_power'),
  backed_up_by: toGroups('any', 'storage_backup', 'cloud'),
  stores_on: toGroups('any', 'storage_backup', 'cloud'),
  provided_by: [['group:service', 'any']],
  supports_process: toClasses('any', 'business_process'),
  realised_by: [['group:service', 'any']],
  installed_on: [
    ...toGroups('group:security_software', ...HARDWARE, 'application', 'storage_backup'),
    ...toGroups('group:application', ...HARDWARE),
    ...toGroups('group:middleware', ...HARDWARE),
  ],
  licensed_by: toClasses('any', 'license_entitlement', 'contract_ci', 'saas_subscription'),
  used_by_person: toClasses('any', 'person_role'),
  owned_by: toGroups('any', 'document_party'),
  managed_by: toGroups('any', 'document_party'),
  documented_in: toGroups('any', 'document_party'),
  protected_by: toGroups('any', 'network', 'security_software', 'facility_power', 'storage_backup'),
}

/** Adds the relation types that are missing, and their pairs; what is there stays as it is. */
export async function syncRelationTypes() {
  const known = new Set((await db.from('relation_types').select('code')).map((row) => row.code))
  const missing = Object.entries(RELATION_TYPES)
    .map(([code, { ru, en, impact }], position) => ({
      code,
      forward_ru: ru[0],
      inverse_ru: ru[1],
      forward_en: en[0],
      inverse_en: en[1],
      impact_flow: impact[0],
      default_rule: impact[1],
      default_rule_value: impact[2] ?? null,
      position,
      is_symmetric: SYMMETRIC.includes(code),
      is_carried_by_group: CARRIED_BY_GROUP.includes(code),
    }))
    .filter((row) => !known.has(row.code))
  if (missing.length > 0) await db.table('relation_types').multiInsert(missing)
  await addPairs()
}

/**
 * To shipped types that nobody has edited and that have none: new ones, and those of an installation
 * that is older than the pairs.
 */
async function addPairs() {
  const bare: { id: number; code: string }[] = await db
    .from('relation_types')
    .where('version', 1)
    .whereIn('code', Object.keys(RELATION_TYPE_PAIRS))
    .whereNotIn('id', db.from('relation_type_pairs').select('relation_type_id'))
    .select('id', 'code')
  const pairs = bare.flatMap(({ id, code }) =>
    RELATION_TYPE_PAIRS[code]!.map(([source_end, target_end]) => ({
      ...{ relation_type_id: id, source_end, target_end },
    }))
  )
  if (pairs.length > 0) await db.table('relation_type_pairs').multiInsert(pairs)
}
