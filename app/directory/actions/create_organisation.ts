import type { Actor } from '#core/actor'
import { refuseTakenCode, saveOrganisation } from '#directory/actions/save_organisation'
import Organisation from '#directory/models/organisation'
import type { OrganisationValues } from '#directory/models/organisation_types'
import db from '@adonisjs/lucid/services/db'

type Input = { actor: Actor; values: OrganisationValues }

/** A new organisation below its parent, or the root of a tree. Throws CodeTaken. */
export const createOrganisation = {
  async handle({ actor, values }: Input): Promise<Organisation> {
    return db.transaction(async (trx) => {
      await refuseTakenCode(trx, values.code)
      const organisation = new Organisation().fill(values)
      await saveOrganisation(trx, organisation, actor, 'organisation.created')
      return organisation
    })
  },
}
