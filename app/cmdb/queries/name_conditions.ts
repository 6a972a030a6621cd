import ConfigurationItem from '#cmdb/models/configuration_item'
import type { AppliedCondition } from '#cmdb/queries/item_list_query'
import type { AttributeDefinition } from '#cmdb/workflow/attribute_types'
import { ATTRIBUTE_FIELD } from '#cmdb/workflow/list_conditions'
import Service from '#catalog/models/service'
import Organisation from '#directory/models/organisation'
import Person from '#directory/models/person'
import Site from '#directory/models/site'
import Team from '#directory/models/team'
import type { Principal } from '#directory/queries/principal'

export type NamedCondition = AppliedCondition & { label: string | null }
type Named = { id: number; label: string }

/** A condition on a record says which, as far as the reader may know it. */
export async function nameConditions(
  conditions: readonly AppliedCondition[],
  attributes: readonly AttributeDefinition[],
  principal: Principal
): Promise<NamedCondition[]> {
  const named: NamedCondition[] = []
  for (const condition of conditions) {
    const load = loaderOf(condition.field, attributes)
    const ids = condition.value.split(',').map(Number).filter(Number.isInteger)
    const found = load && ids.length > 0 ? await load(ids, principal) : []
    const label = found.map((each) => each.label).join(', ')
    named.push({ ...condition, label: label || null })
  }
  return named
}

type Load = (ids: number[], principal: Principal) => Promise<Named[]>

const LOADERS: Record<string, Load> = {
  organisation: async (ids, principal) =>
    (await Organisation.visibleTo(principal).whereIn('organisations.id', ids)).map(byName),
  site: async (ids, principal) => {
    const within = Organisation.visibleTo(principal).select('organisations.id')
    return (await Site.query().whereIn('id', ids).whereIn('organisation_id', within)).map(byName)
  },
  team: namedTeams,
  change_team: namedTeams,
  owner: async (ids, principal) =>
    (await Person.visibleTo(principal).whereIn('people.id', ids)).map(({ id, displayName }) => ({
      id,
      label: displayName,
    })),
  service: async (ids, { locale }) =>
    (await Service.query().whereIn('id', ids)).map(({ id, nameRu, nameEn }) => ({
      id,
      label: locale === 'ru' ? nameRu || nameEn : nameEn || nameRu,
    })),
  reference: async (ids, principal) =>
    (await ConfigurationItem.visibleTo(principal).whereIn('configuration_items.id', ids)).map(
      byName
    ),
}

async function namedTeams(ids: number[], principal: Principal): Promise<Named[]> {
  return (await Team.visibleTo(principal).whereIn('teams.id', ids)).map(byName)
}

function loaderOf(field: string, attributes: readonly AttributeDefinition[]): Load | undefined {
  if (!field.startsWith(ATTRIBUTE_FIELD)) return LOADERS[field]
  const type = attributes.find(({ key }) => key === field.slice(ATTRIBUTE_FIELD.length))?.type
  if (type === 'user') return LOADERS.owner
  return type === 'reference' ? LOADERS.reference : undefined
}

function byName({ id, name }: { id: number; name: string }): Named {
  return { id, label: name }
}
