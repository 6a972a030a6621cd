import type { Actor } from '#core/actor'
import { saveVersioned } from '#directory/actions/save_versioned'
import { CodeTaken } from '#directory/errors/organisations'
import Organisation from '#directory/models/organisation'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'

export async function saveOrganisation(
  trx: TransactionClientContract,
  organisation: Organisation,
  actor: Actor,
  action: string
) {
  const event = { actor, action, subjectType: 'organisation' }
  return saveVersioned(trx, organisation, { ...event, organisationId: ({ id }) => id })
}

export async function refuseTakenCode(trx: TransactionClientContract, code: string, ownId = 0) {
  const other = await Organisation.query({ client: trx })
    .whereRaw('lower(code) = ?', [code.toLowerCase()])
    .whereNot('id', ownId)
    .first()
  if (other) throw new CodeTaken()
}
