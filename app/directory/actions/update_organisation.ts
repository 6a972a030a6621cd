import { refuseStale } from '#core/actions/refuse_stale'
import type { Actor } from '#core/actor'
import { refuseTakenCode, saveOrganisation } from '#directory/actions/save_organisation'
import { BelowItself } from '#directory/errors/organisations'
import Organisation from '#directory/models/organisation'
import type { OrganisationValues } from '#directory/models/organisation_types'
import { refuseStillInUse } from '#directory/queries/dependants'
import db from '@adonisjs/lucid/services/db'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'

type Input = {
  actor: Actor
  organisationId: number
  seenVersion: number
  values: OrganisationValues
}

/**
 * Changes an organisation; a new parent moves everything below it too.
 * Throws StaleRecord, CodeTaken, BelowItself, StillInUse.
 */
export const updateOrganisation = {
  async handle({ actor, organisationId, seenVersion, values }: Input): Promise<Organisation> {
    return db.transaction(async (trx) => {
      const organisation = await lock(trx, organisationId)
      await refuseStale(trx, 'organisation', organisation, seenVersion)
      await refuseTakenCode(trx, values.code, organisation.id)
      if (values.parentId !== organisation.parentId) {
        await move(trx, organisation, values.parentId)
      }
      if (organisation.isActive && !values.isActive) {
        await refuseStillInUse(trx, 'organisation', organisation.id)
      }
      organisation.merge(values)
      await saveOrganisation(trx, organisation, actor, 'organisation.changed')
      return organisation
    })
  },
}

function lock(trx: TransactionClientContract, id: number) {
  return Organisation.query({ client: trx }).where('id', id).forUpdate().firstOrFail()
}

async function move(
  trx: TransactionClientContract,
  organisation: Organisation,
  parentId: number | null
) {
  const parent = parentId === null ? null : await lock(trx, parentId)
  const from = organisation.path
  if (parent?.path.startsWith(from)) throw new BelowItself()

  const to = `${parent?.path ?? '/'}${organisation.id}/`
  const moved = await Organisation.query({ client: trx }).where('path', 'like', `${from}%`)
  for (const each of moved) {
    await each.merge({ path: to + each.path.slice(from.length) }).save()
  }
}
