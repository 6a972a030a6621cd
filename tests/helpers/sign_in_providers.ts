import SignInProvider from '#directory/models/sign_in_provider'
import encryption from '@adonisjs/core/services/encryption'

let serial = 0

export const CLIENT = { id: 'opora', secret: 'a-secret-of-at-least-thirty-two-signs' }

export async function createProvider(values: Partial<SignInProvider> = {}) {
  return SignInProvider.create({
    name: `Provider ${++serial}`,
    issuer: 'https://id.example.org',
    clientId: CLIENT.id,
    clientSecret: encryption.encrypt(CLIENT.secret),
    scopes: 'openid profile email',
    emailClaim: 'email',
    nameClaim: 'name',
    groupsClaim: 'groups',
    admits: 'known',
    takesOverAccounts: true,
    isActive: true,
    version: 1,
    ...values,
  })
}
