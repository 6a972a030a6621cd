import { pendingChanges, recordAudit } from '#core/actions/record_audit'
import { refuseStale } from '#core/actions/refuse_stale'
import type { Actor } from '#core/actor'
import type { FieldChange } from '#core/errors'
import { inTransaction } from '#core/transaction'
import { refuseMissing } from '#directory/actions/refuse_missing'
import {
  GroupsNeedRoles,
  NoOrganisationForNew,
  ProviderNameTaken,
  WrongIssuer,
} from '#directory/errors/providers'
import SignInProvider from '#directory/models/sign_in_provider'
import SignInProviderGroup from '#directory/models/sign_in_provider_group'
import type { GroupValues, ProviderValues } from '#directory/models/sign_in_provider_types'
import { groupRolesText } from '#directory/workflow/group_roles'
import { issuerUrl } from '#directory/workflow/issuer_url'
import encryption from '@adonisjs/core/services/encryption'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'

type Input = {
  actor: Actor
  /** Null makes a new provider. */
  providerId: number | null
  seenVersion?: number
  values: ProviderValues
  /** Whether the caller may map groups to roles. */
  mayMapGroups: boolean
}

/**
 * Adds or changes a provider with its map of groups. The secret is encrypted and never read back.
 * Throws StaleRecord, ProviderNameTaken, WrongIssuer, NoOrganisationForNew, UnknownReference,
 * GroupsNeedRoles.
 */
export const saveSignInProvider = {
  async handle({ actor, providerId, seenVersion, values, mayMapGroups }: Input) {
    if (!issuerUrl(values.issuer)) throw new WrongIssuer()
    if (values.admits === 'new' && values.organisationId === null) throw new NoOrganisationForNew()
    return inTransaction(async (trx) => {
      const provider = await findOrNew(trx, providerId)
      if (providerId !== null) await refuseStale(trx, 'sign_in_provider', provider, seenVersion)
      await refuseTakenName(trx, values.name, providerId)
      await refuseUnknown(trx, values)
      const { groups, clientSecret, ...own } = values
      const before = providerId === null ? [] : await groupsOf(trx, provider.id)
      const map = { field: 'groups', before: textOf(before), after: textOf(groups) }
      if (map.before !== map.after && !mayMapGroups) throw new GroupsNeedRoles()
      provider.merge(own)
      if (clientSecret !== undefined) {
        provider.clientSecret = clientSecret && encryption.encrypt(clientSecret)
      }
      await save(trx, provider, { actor, map, groups })
      return provider
    })
  },
}

function findOrNew(trx: TransactionClientContract, id: number | null) {
  if (id === null) return new SignInProvider()
  return SignInProvider.query({ client: trx }).where('id', id).forUpdate().firstOrFail()
}

type Pending = { actor: Actor; map: FieldChange; groups: GroupValues[] }

/** One version and one entry of the history for the provider and its map of groups. */
async function save(
  trx: TransactionClientContract,
  provider: SignInProvider,
  { actor, map, groups }: Pending
) {
  const isNew = !provider.$isPersisted
  const changes = [...pendingChanges(provider).map(withoutSecret), map].filter(
    ({ before, after }) => before !== after
  )
  if (changes.length === 0) return
  provider.version = isNew ? 1 : provider.version + 1
  await provider.useTransaction(trx).save()
  if (map.before !== map.after) await storeGroups(trx, provider.id, groups)
  await recordAudit(trx, {
    actor,
    ...{ subjectType: 'sign_in_provider', subjectId: provider.id, organisationId: null },
    subjectVersion: provider.version,
    action: isNew ? 'sign_in_provider.created' : 'sign_in_provider.changed',
    changes,
  })
}

/** The history says that the secret changed, never from what or to what. */
function withoutSecret(change: FieldChange): FieldChange {
  if (change.field !== 'clientSecret') return change
  return { ...change, before: change.before && '•', after: change.after && '••' }
}

async function refuseTakenName(trx: TransactionClientContract, name: string, ownId: number | null) {
  const other = await SignInProvider.query({ client: trx })
    .whereRaw('lower(name) = ?', [name.toLowerCase()])
    .whereNot('id', ownId ?? 0)
    .first()
  if (other) throw new ProviderNameTaken()
}

async function refuseUnknown(trx: TransactionClientContract, values: ProviderValues) {
  await refuseMissing(trx, 'organisations', [values.organisationId], 'organisationId')
  const { groups } = values
  await refuseMissing(
    trx,
    'roles',
    groups.map(({ roleId }) => roleId),
    'groups'
  )
  await refuseMissing(
    trx,
    'organisations',
    groups.map((each) => each.organisationId),
    'groups'
  )
}

async function groupsOf(trx: TransactionClientContract, providerId: number) {
  return SignInProviderGroup.query({ client: trx })
    .where('signInProviderId', providerId)
    .orderBy('id')
}

function textOf(groups: GroupValues[]): string {
  return groupRolesText(
    groups.map(({ groupName, roleId, organisationId }) => ({
      group: groupName,
      roleId,
      organisationId,
    }))
  )
}

async function storeGroups(
  trx: TransactionClientContract,
  signInProviderId: number,
  groups: GroupValues[]
) {
  await trx.from('sign_in_provider_groups').where('sign_in_provider_id', signInProviderId).delete()
  const rows = groups.map((group) => ({ ...group, signInProviderId }))
  await SignInProviderGroup.createMany(rows, { client: trx })
}
