import {
  createConfigurationItem as create,
  type ItemValues,
} from '#cmdb/actions/create_configuration_item'
import { relateConfigurationItems } from '#cmdb/actions/relate_configuration_items'
import type ConfigurationItem from '#cmdb/models/configuration_item'
import type { DependencyRuleType } from '#cmdb/workflow/dependency_rule'
import { SYSTEM_ACTOR } from '#core/actor'
import { createOrganisation } from '#tests/helpers/people'

let serial = 0

/** An item at work; a virtual machine of a new organisation unless said otherwise. */
export async function createConfigurationItem(values: Partial<ItemValues> = {}) {
  serial += 1
  const organisationId = values.organisationId ?? (await createOrganisation()).id
  return create.handle({
    actor: SYSTEM_ACTOR,
    values: {
      name: `Item ${serial}`,
      classCode: 'virtual_machine',
      environment: 'prod',
      criticality: 3,
      ...values,
      organisationId,
    },
  })
}

type Group = { key: string; rule: DependencyRuleType; value?: number }

/** `source` needs `target`; with a group, several targets of one key stand in for each other. */
export async function relate(
  source: ConfigurationItem,
  target: ConfigurationItem,
  { typeCode = 'depends_on', group }: { typeCode?: string; group?: Group } = {}
) {
  return relateConfigurationItems.handle({
    actor: SYSTEM_ACTOR,
    principal: null,
    typeCode,
    sourceId: source.id,
    targetId: target.id,
    groupKey: group?.key,
    rule: group?.rule,
    ruleValue: group?.value,
  })
}
