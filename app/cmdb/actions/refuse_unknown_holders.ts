import type ConfigurationItem from '#cmdb/models/configuration_item'
import { ReferenceNotFound } from '#core/errors'
import Person from '#directory/models/person'
import Site from '#directory/models/site'
import Team from '#directory/models/team'
import type { Principal } from '#directory/queries/principal'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'

/**
 * Where an item newly stands, who supports and who owns it: a site of its organisation, an active
 * team and person that the principal may see. Imports and seeds, without one, checked it themselves.
 * Throws ReferenceNotFound on the field.
 */
export async function refuseUnknownHolders(
  trx: TransactionClientContract,
  item: ConfigurationItem,
  principal: Principal | null
) {
  const { siteId, supportTeamId, ownerPersonId } = item.$dirty as Partial<ConfigurationItem>
  if (siteId) {
    const { organisationId } = item
    const site = await Site.query({ client: trx })
      .where({ id: siteId, organisationId, isActive: true })
      .first()
    if (!site) throw new ReferenceNotFound('siteId')
  }
  if (supportTeamId && principal) {
    const query = Team.visibleTo(principal).useTransaction(trx).where('isActive', true)
    if (!(await query.where('teams.id', supportTeamId).first())) {
      throw new ReferenceNotFound('supportTeamId')
    }
  }
  if (ownerPersonId && principal) {
    const query = Person.visibleTo(principal).useTransaction(trx).where('people.is_active', true)
    if (!(await query.where('people.id', ownerPersonId).first())) {
      throw new ReferenceNotFound('ownerPersonId')
    }
  }
}
