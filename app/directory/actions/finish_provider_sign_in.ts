import { PROVIDER_MINUTES } from '#config/sign_in_providers'
import { recordAudit } from '#core/actions/record_audit'
import { SYSTEM_ACTOR } from '#core/actor'
import { clock } from '#core/clock'
import { toSqlUtc } from '#core/columns'
import { inTransaction } from '#core/transaction'
import { admitSubject } from '#directory/actions/admit_subject'
import type { ProviderAttempt } from '#directory/actions/begin_provider_sign_in'
import { giveProviderRoles } from '#directory/actions/give_provider_roles'
import { actorOf, type Caller } from '#directory/actions/open_session'
import { nextStep, type SignInStep } from '#directory/actions/sign_in'
import { ProviderRefused } from '#directory/errors/providers'
import type SignInProvider from '#directory/models/sign_in_provider'
import type User from '#directory/models/user'
import { providerAnswer } from '#directory/queries/provider_answer'
import { secretHash } from '#directory/queries/secret_hash'
import { activeProvider } from '#directory/queries/sign_in_providers'
import { provesSecondFactor } from '#directory/workflow/provider_claims'

type Input = {
  /** Null when the browser knows of no attempt. */
  attempt: ProviderAttempt | null
  /** The address the provider sent the visitor to. */
  url: URL
  caller: Caller
}

export type ProviderStep = {
  user: User
  next: SignInStep['next']
  isSecondFactorPassed: boolean
}

/**
 * Takes the answer of a provider, once, and says who came (OPS-05). Throws ProviderRefused, which is in
 * the audit with its reason.
 */
export const finishProviderSignIn = {
  async handle({ attempt, url, caller }: Input): Promise<ProviderStep> {
    const provider = attempt && (await activeProvider(attempt.providerId))
    try {
      if (!attempt || !provider) throw new ProviderRefused('no_attempt')
      return await this.admit(provider, attempt, url, caller)
    } catch (error) {
      if (error instanceof ProviderRefused) await recordFailure(error, provider, caller)
      throw error
    }
  },

  async admit(provider: SignInProvider, attempt: ProviderAttempt, url: URL, caller: Caller) {
    await spend(attempt)
    const claims = await providerAnswer(provider, attempt, url)
    const { requestId } = caller
    const { user, groups } = await inTransaction((trx) =>
      admitSubject(trx, { provider, claims, requestId })
    )
    await giveProviderRoles({ provider, userId: user.id, groups, requestId })
    const isSecondFactorPassed = provesSecondFactor(claims, provider.secondFactorAcr)
    const next = isSecondFactorPassed ? 'enter' : await nextStep(user)
    return { user, next, isSecondFactorPassed } satisfies ProviderStep
  },
}

/** An answer counts once and for some minutes, whatever an old cookie remembers. */
async function spend({ state, since }: ProviderAttempt) {
  const now = clock.now()
  if (now.toMillis() - since > PROVIDER_MINUTES * 60_000) throw new ProviderRefused('too_late')
  const id = secretHash(`state:${state}`)
  const row = { id, used_at: toSqlUtc(now) }
  const isNew = await inTransaction(async (trx) => {
    if (await trx.from('used_sign_in_states').where('id', id).forUpdate().first()) return false
    await trx.table('used_sign_in_states').insert(row)
    return true
  })
  if (!isNew) throw new ProviderRefused('replayed')
}

async function recordFailure(
  { reason, user }: ProviderRefused,
  provider: SignInProvider | null,
  { ip, requestId }: Caller
) {
  await inTransaction((trx) =>
    recordAudit(trx, {
      actor: user ? actorOf(user, requestId) : { ...SYSTEM_ACTOR, requestId },
      ...{ subjectType: 'user', subjectId: user?.id ?? 0, organisationId: null },
      action: 'user.provider_sign_in_failed',
      changes: [
        { field: 'ip', before: null, after: ip },
        { field: 'signInProvider', before: null, after: provider?.name ?? null },
        { field: 'reason', before: null, after: reason },
      ],
    })
  )
}
