import type { ProviderAttempt } from '#directory/actions/begin_provider_sign_in'
import type { HttpContext } from '@adonisjs/core/http'

const PROVIDER_ATTEMPT = 'provider_attempt'

/** The visitor's way through a provider, kept by their browser's encrypted session. */
export const providerAttempt = {
  begin({ session }: HttpContext, attempt: ProviderAttempt) {
    session.put(PROVIDER_ATTEMPT, attempt)
  },

  /** It is gone with the first answer, whatever that answer is. */
  take({ session }: HttpContext): ProviderAttempt | null {
    return (session.pull(PROVIDER_ATTEMPT) as ProviderAttempt | undefined) ?? null
  },
}
