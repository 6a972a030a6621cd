import { WrongKey } from '#api/errors'
import type { HttpContext } from '@adonisjs/core/http'

const KEY = /^[\u0021-\u007e]{1,255}$/

/** The program's own name for its request, null without one. Throws WrongKey. */
export function readIdempotencyKey(request: HttpContext['request']): string | null {
  const given = request.headers()['idempotency-key']
  if (given === undefined) return null
  if (typeof given !== 'string' || !KEY.test(given)) throw new WrongKey()
  return given
}
