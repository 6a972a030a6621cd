import { ItemMoved, ItemRemoved } from '#cmdb/errors'
import ConfigurationItem from '#cmdb/models/configuration_item'
import RemovedItem from '#cmdb/models/removed_item'
import type { Principal } from '#directory/queries/principal'

/**
 * The item of a number, or 404 when it does not exist or is not among those the person may see.
 * Throws ItemMoved for one that became part of another they may see, ItemRemoved for one that was
 * deleted.
 */
export async function findConfigurationItem(
  principal: Principal,
  number: string
): Promise<ConfigurationItem> {
  const item = await ConfigurationItem.visibleTo(principal)
    .where('configuration_items.number', number)
    .first()
  return item ?? refuseGone(principal, number)
}

async function refuseGone(principal: Principal, number: string): Promise<never> {
  const item = await ConfigurationItem.visibleTo(principal)
    .join('ci_former_numbers', 'ci_former_numbers.item_id', 'configuration_items.id')
    .where('ci_former_numbers.number', number)
    .select('configuration_items.*')
    .first()
  if (item) throw new ItemMoved(number, item.number)
  await findRemovedItem(principal, number)
  throw new ItemRemoved(number)
}

/** The same with all its page names: class, organisation and, where set, site, teams, owner, service. */
export async function findConfigurationItemForPage(
  principal: Principal,
  number: string
): Promise<ConfigurationItem> {
  const item = await findConfigurationItem(principal, number)
  await item.load((relations) => {
    void relations.load('ciClass').load('organisation')
    if (item.siteId) void relations.load('site')
    if (item.supportTeamId) void relations.load('supportTeam')
    if (item.changeTeamId) void relations.load('changeTeam')
    if (item.ownerPersonId) void relations.load('owner')
    if (item.serviceId) void relations.load('service')
  })
  return item
}

/** What is left of a deleted item of this number within reach. Throws E_ROW_NOT_FOUND. */
export function findRemovedItem(principal: Principal, number: string): Promise<RemovedItem> {
  return RemovedItem.visibleTo(principal).where('removed_items.number', number).firstOrFail()
}
