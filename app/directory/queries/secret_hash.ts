import env from '#start/env'
import { createHmac, randomBytes } from 'node:crypto'

/** What the database keeps of a random secret (session key, link, recovery code); useless without APP_KEY. */
export function secretHash(secret: string): string {
  return createHmac('sha256', env.get('APP_KEY').release()).update(secret).digest('hex')
}

/** 256 random bits for an address or a cookie. */
export function newSecret(): string {
  return randomBytes(32).toString('base64url')
}
