import { Secret, TOTP } from 'otpauth'

const ISSUER = 'Opora'
const PERIOD = 30
const DIGITS = 6
/** A code of the step before or after is taken too: clocks differ and people type slowly. */
const WINDOW = 1
const SECRET_BYTES = 20

/** A new shared secret in base32, as authenticator apps take it (RFC 6238). */
export function newTotpSecret(): string {
  return new Secret({ size: SECRET_BYTES }).base32
}

/** The address a QR code carries to the app. */
export function totpUri(secret: string, label: string): string {
  return totp(secret, label).toString()
}

/** The number of the 30-second step the code belongs to, or null when it is wrong. `at` in milliseconds. */
export function totpStep(secret: string, code: string, at: number): number | null {
  const delta = totp(secret, '').validate({ token: code, timestamp: at, window: WINDOW })
  return delta === null ? null : Math.floor(at / 1000 / PERIOD) + delta
}

/** The code of a moment, as the app shows it. */
export function totpCode(secret: string, at: number): string {
  return totp(secret, '').generate({ timestamp: at })
}

function totp(secret: string, label: string) {
  return new TOTP({
    issuer: ISSUER,
    label,
    secret: Secret.fromBase32(secret),
    digits: DIGITS,
    period: PERIOD,
  })
}
