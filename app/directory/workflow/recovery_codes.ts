import { randomInt } from 'node:crypto'

const RECOVERY_CODE_COUNT = 10

/** Without signs that look alike. */
const SIGNS = 'abcdefghjkmnpqrstuvwxyz23456789'
const GROUP = 4
const GROUPS = 3

/** Ten codes like `k3fp-9wtz-cx7a`, 59 bits each. */
export function newRecoveryCodes(): string[] {
  return Array.from({ length: RECOVERY_CODE_COUNT }, newRecoveryCode)
}

/** The form a typed code is compared in: people leave dashes out and write capitals. */
export function plainRecoveryCode(typed: string): string {
  return typed.toLowerCase().replace(/[^a-z0-9]/g, '')
}

export function looksLikeRecoveryCode(typed: string): boolean {
  return plainRecoveryCode(typed).length === GROUP * GROUPS
}

function newRecoveryCode(): string {
  const group = () => Array.from({ length: GROUP }, () => SIGNS[randomInt(SIGNS.length)]).join('')
  return Array.from({ length: GROUPS }, group).join('-')
}
