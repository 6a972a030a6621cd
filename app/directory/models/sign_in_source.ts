/** What vouches for an account: a password kept here, a directory, an OpenID Connect provider. */
export const SIGN_IN_SOURCES = ['local', 'ldap', 'oidc'] as const
export type SignInSource = (typeof SIGN_IN_SOURCES)[number]
