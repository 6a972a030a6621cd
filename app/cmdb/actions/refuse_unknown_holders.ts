import type ConfigurationItem from '#cmdb/models/configuration_item'
import { ReferenceNotFound } from '#core/errors'
import Person from '#directory/models/person'
import Site from '#directory/models/site'
import Team from '#directory/models/team'
import type { Principal } from '#directory/queries/principal'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'

/**
 * Where an item newly stands, who supports it, agrees its changes and owns it: a site of its organisation,
 * active teams and an active person that the principal may see. Imports and seeds, without one, checked it themselves.
 * Throws ReferenceNotFound on the field.
 */
export async function refuseUnknownHolders(
  trx: TransactionClientContract,
  item: ConfigurationItem,
  principal: Principal | null
) {
  const { siteId, ownerPersonId } = item.$dirty as Partial<ConfigurationItem>
  if (siteId) {
    const { organisationId } = item
    const site = await Site.query({ client: trx })
      .where({ id: siteId, organisationId, isActive: true })
      .first()
    if (!site) throw new ReferenceNotFound('siteId')
  }
  for (const field of ['supportTeamId', 'changeTeamId'] as const) {
    const id = (item.$dirty as Partial<ConfigurationItem>)[field]
    if (!id || !principal) continue
    const query = Team.visibleTo(principal).useTransaction(trx).where('isActive', true)
    if (!(await query.where('teams.id', id).first())) throw new ReferenceNotFound(field)
  }
  if (ownerPersonId && principal) {
    const query = Person.visibleTo(principal).useTransaction(trx).where('people.is_active', true)
    if (!(await query.where('people.id', ownerPersonId).first())) {
      throw new ReferenceNotFound('ownerPersonId')
    }
  }
}
