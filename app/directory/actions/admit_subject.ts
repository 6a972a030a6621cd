import { recordAudit } from '#core/actions/record_audit'
import { SYSTEM_ACTOR } from '#core/actor'
import { saveVersioned } from '#directory/actions/save_versioned'
import { ProviderRefused } from '#directory/errors/providers'
import Person from '#directory/models/person'
import type SignInProvider from '#directory/models/sign_in_provider'
import User from '#directory/models/user'
import { newSecret } from '#directory/queries/secret_hash'
import { claimedEmail } from '#directory/workflow/claimed_email'
import { readClaims, type Claimed, type Claims } from '#directory/workflow/provider_claims'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { createHash } from 'node:crypto'

type Input = {
  provider: SignInProvider
  claims: Claims & { iss: string; sub: string }
  requestId: string | null
}

type Admission = {
  trx: TransactionClientContract
  provider: SignInProvider
  requestId: string | null
}

/**
 * The account of whom a provider vouches for, and the groups it names. Issuer and subject name the
 * account once and for all; only at the first time the e-mail address does, and then a verified one
 * alone. Throws ProviderRefused.
 */
export async function admitSubject(
  trx: TransactionClientContract,
  { provider, claims, requestId }: Input
): Promise<{ user: User; groups: string[] }> {
  const admission = { trx, provider, requestId }
  const key = subjectKey(claims)
  const claimed = readClaims(claims, provider)
  const bound = await User.query({ client: trx })
    .where({ signInSource: 'oidc', externalKey: key })
    .preload('person')
    .forUpdate()
    .first()
  const user = bound ?? (await bindFirst(admission, claimed, key))
  if (!user.isActive || !user.person.isActive) throw new ProviderRefused('inactive', user)
  return { user, groups: claimed.groups }
}

/** A hash, because databases disagree whether letters of another case are the same. */
export function subjectKey({ iss, sub }: { iss: string; sub: string }): string {
  return createHash('sha256')
    .update(JSON.stringify([iss, sub]))
    .digest('hex')
}

async function bindFirst(admission: Admission, claimed: Claimed, key: string): Promise<User> {
  const email = verifiedEmail(claimed)
  const { trx } = admission
  const accounts = await User.query({ client: trx }).where('email', email).preload('person')
  // A database may take letters with accents for the letters themselves.
  const account = accounts.find((each) => isSame(each.email, email))
  if (account) return bind(admission, account, key)

  const people = await Person.query({ client: trx }).where('email', email).preload('user')
  const known = people.filter((each) => each.isActive && isSame(each.email, email))
  if (known.length > 1) throw new ProviderRefused('several_people')
  const person = known[0] ?? (await createPerson(admission, claimed, email))
  if (person.user) throw new ProviderRefused('account_closed_to_providers', person.user)
  return createAccount(admission, person, email, key)
}

function verifiedEmail({ email, isEmailVerified }: Claimed): string {
  if (email === null) throw new ProviderRefused('no_email')
  if (!isEmailVerified) throw new ProviderRefused('email_not_verified')
  const plain = claimedEmail(email)
  if (plain === null) throw new ProviderRefused('look_alike_email')
  return plain
}

function isSame(stored: string | null, email: string): boolean {
  return stored?.normalize('NFKC').toLowerCase() === email
}

/** Only a local account that nothing else vouches for, and only where the provider is trusted with it. */
async function bind({ trx, provider, requestId }: Admission, account: User, key: string) {
  const isOpen = account.signInSource === 'local' && account.externalKey === null
  if (!provider.takesOverAccounts || !isOpen) {
    throw new ProviderRefused('account_closed_to_providers', account)
  }
  if (!account.isActive || !account.person.isActive) throw new ProviderRefused('inactive', account)
  const version = account.version + 1
  await account
    .useTransaction(trx)
    .merge({ signInSource: 'oidc', externalKey: key, version })
    .save()
  await record(trx, account, 'user.bound_to_provider', provider, requestId)
  return account
}

async function createPerson(admission: Admission, { name }: Claimed, email: string) {
  const { trx, provider, requestId } = admission
  const { organisationId } = provider
  const organisation = organisationId
    ? await trx.from('organisations').where({ id: organisationId, is_active: true }).first()
    : null
  if (provider.admits !== 'new' || !organisation) throw new ProviderRefused('unknown_person')
  const displayName = (name ?? email).slice(0, 200)
  const person = new Person().fill({
    ...{ organisationId: organisation.id, displayName, email },
    ...{ isVip: false, isActive: true },
  })
  const actor = { ...SYSTEM_ACTOR, requestId }
  const event = { actor, subjectType: 'person', action: 'person.created' }
  await saveVersioned(trx, person, { ...event, organisationId: () => organisation.id })
  return person
}

/** Its password is one that nobody knows. */
async function createAccount(admission: Admission, person: Person, email: string, key: string) {
  const { trx, provider, requestId } = admission
  const organisation = await trx.from('organisations').where('id', person.organisationId).first()
  const user = await User.create(
    {
      ...{ personId: person.id, email, password: newSecret(), theme: 'system' },
      ...{ locale: person.locale ?? organisation.locale, singleKeyShortcuts: true, isActive: true },
      ...{ signInSource: 'oidc', externalKey: key },
    },
    { client: trx }
  )
  await record(trx, user, 'user.created_by_provider', provider, requestId)
  await user.load('person')
  return user
}

function record(
  trx: TransactionClientContract,
  user: User,
  action: string,
  { name }: SignInProvider,
  requestId: string | null
) {
  return recordAudit(trx, {
    actor: { ...SYSTEM_ACTOR, requestId },
    ...{ subjectType: 'user', subjectId: user.id, organisationId: null },
    subjectVersion: user.version,
    action,
    changes: [{ field: 'signInProvider', before: null, after: name }],
  })
}
