import ConfigurationItem from '#cmdb/models/configuration_item'
import type { Principal } from '#directory/queries/principal'

/** The item of a number, or 404 when it does not exist or is not among those the person may see. */
export function findConfigurationItem(
  principal: Principal,
  number: string
): Promise<ConfigurationItem> {
  return ConfigurationItem.visibleTo(principal)
    .where('configuration_items.number', number)
    .firstOrFail()
}

/** The same with all its page names: class, organisation and, where set, site, team, owner, service. */
export async function findConfigurationItemForPage(
  principal: Principal,
  number: string
): Promise<ConfigurationItem> {
  const item = await findConfigurationItem(principal, number)
  await item.load((relations) => {
    void relations.load('ciClass').load('organisation')
    if (item.siteId) void relations.load('site')
    if (item.supportTeamId) void relations.load('supportTeam')
    if (item.ownerPersonId) void relations.load('owner')
    if (item.serviceId) void relations.load('service')
  })
  return item
}
