import { randomInt } from 'node:crypto'
import { crc32 } from 'node:zlib'

const PREFIX = 'opora_'
const SIGNS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
const SECRET_LENGTH = 40
const SUM_LENGTH = 6
const SHAPE = new RegExp(`^${PREFIX}[0-9A-Za-z]{${SECRET_LENGTH + SUM_LENGTH}}$`)
const HINT_LENGTH = PREFIX.length + 4

/**
 * A token of the API: `opora_`, 40 random signs (238 bits) and their checksum. Prefix and checksum let
 * a program that looks for leaked secrets know one without asking anybody.
 */
export function newToken(): string {
  const secret = Array.from({ length: SECRET_LENGTH }, () => SIGNS[randomInt(SIGNS.length)]).join(
    ''
  )
  return withChecksum(secret)
}

export function withChecksum(secret: string): string {
  return `${PREFIX}${secret}${checksum(secret)}`
}

/** Whether a text can be a token at all; most that is no token ends here, without a query. */
export function isToken(text: string): boolean {
  if (!SHAPE.test(text)) return false
  const secret = text.slice(PREFIX.length, PREFIX.length + SECRET_LENGTH)
  return text === withChecksum(secret)
}

/** The first signs, by which its owner tells it from others; far too few to guess the rest. */
export function hintOf(token: string): string {
  return token.slice(0, HINT_LENGTH)
}

/** Six signs of base 62 hold any CRC-32. */
function checksum(secret: string): string {
  let rest = crc32(secret)
  let text = ''
  while (text.length < SUM_LENGTH) {
    text = SIGNS[rest % SIGNS.length] + text
    rest = Math.floor(rest / SIGNS.length)
  }
  return text
}
