import { appUrl } from '#config/app'
import SignInProvider from '#directory/models/sign_in_provider'
import type { Principal } from '#directory/queries/principal'

/** Where every provider sends people back to; this is what must be registered there. */
export const CALLBACK = '/sign-in/callback'

export function redirectUri(): string {
  return new URL(CALLBACK, appUrl).href
}

/** All providers for their page. */
export async function listProviders(principal: Principal): Promise<SignInProvider[]> {
  return SignInProvider.visibleTo(principal)
    .preload('organisation')
    .preload(
      'groups',
      (groups) => void groups.preload('role').preload('organisation').orderBy('id')
    )
    .orderBy('name')
}

export function findProvider(principal: Principal, id: number): Promise<SignInProvider> {
  return SignInProvider.visibleTo(principal).where('id', id).firstOrFail()
}

/** What a guest may know of the providers: that they are there. */
export async function offeredProviders() {
  const providers = await SignInProvider.query().where('isActive', true).orderBy('name')
  return providers.map(({ id, name }) => ({ id, name }))
}

export function activeProvider(id: number): Promise<SignInProvider | null> {
  return SignInProvider.query().where({ id, isActive: true }).first()
}
