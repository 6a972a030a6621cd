/** `expiresAt` is an ISO moment. */
export type PasswordLink = { url: string; expiresAt: string }
