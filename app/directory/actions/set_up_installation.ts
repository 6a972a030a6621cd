import { SYSTEM_ACTOR } from '#core/actor'
import { recordAudit } from '#core/actions/record_audit'
import { inTransaction } from '#core/transaction'
import { saveOrganisation } from '#directory/actions/save_organisation'
import { saveVersioned } from '#directory/actions/save_versioned'
import { refuseWeakPassword } from '#directory/actions/set_password'
import { AlreadySetUp } from '#directory/errors/sign_in'
import Organisation from '#directory/models/organisation'
import Person from '#directory/models/person'
import Role from '#directory/models/role'
import RoleAssignment from '#directory/models/role_assignment'
import User from '#directory/models/user'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'

export type FirstRun = {
  organisationName: string
  displayName: string
  email: string
  password: string
  locale: 'ru' | 'en'
  timeZone: string
}

type Input = { values: FirstRun; requestId: string | null }

const PROVIDER_CODE = 'PROVIDER'

/**
 * Creates the provider and the first administrator of an empty installation. Of two at the same time
 * one wins; with any user there it does not exist (404). Throws WeakPassword.
 */
export const setUpInstallation = {
  async handle({ values, requestId }: Input): Promise<User> {
    refuseWeakPassword(values.password, [values.displayName, values.email, values.organisationName])
    return inTransaction(async (trx) => {
      // The role's row is what two wizards would both need: it lets one through at a time.
      const role = await Role.query({ client: trx })
        .where('code', 'administrator')
        .forUpdate()
        .firstOrFail()
      if (await trx.from('users').select('id').first()) throw new AlreadySetUp()
      const user = await createAdministrator(trx, values, requestId)
      await RoleAssignment.create(
        { userId: user.id, roleId: role.id, organisationId: null },
        { client: trx }
      )
      await recordAudit(trx, {
        actor: { ...SYSTEM_ACTOR, requestId },
        subjectType: 'user',
        subjectId: user.id,
        organisationId: null,
        action: 'user.first_administrator',
      })
      return user
    })
  },
}

async function createAdministrator(
  trx: TransactionClientContract,
  values: FirstRun,
  requestId: string | null
) {
  const actor = { ...SYSTEM_ACTOR, requestId }
  const { locale, timeZone, displayName, email, password } = values
  const organisation = new Organisation().fill({
    ...{ code: PROVIDER_CODE, name: values.organisationName, legalName: null, kind: 'provider' },
    ...{ parentId: null, path: '', timeZone, locale, taxNumber: null, taxRegistrationCode: null },
    ...{ address: null, bankDetails: null, isActive: true },
  })
  await saveOrganisation(trx, organisation, actor, 'organisation.created')
  const organisationId = organisation.id
  const person = new Person().fill({
    organisationId,
    displayName,
    email,
    isVip: false,
    isActive: true,
  })
  const event = { actor, subjectType: 'person', action: 'person.created' }
  await saveVersioned(trx, person, { ...event, organisationId: () => organisationId })
  const account = { personId: person.id, email, password, locale, theme: 'system' }
  return User.create({ ...account, singleKeyShortcuts: true, isActive: true }, { client: trx })
}
