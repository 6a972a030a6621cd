import env from '#start/env'
import { createHmac, hkdfSync } from 'node:crypto'

type Facts = { id: number; name: string; capturedAt: string }
type Sealed = { itemId: number; hash: string }

/**
 * The hash of a baseline over its name, its moment and the hashes of its items in order of their
 * ids. Keyed with a secret outside the database: who can write there alone cannot make a new one.
 */
export function sealBaseline({ id, name, capturedAt }: Facts) {
  const hmac = createHmac('sha256', sealKey()).update(`${id}\n${name}\n${capturedAt}\n`)
  return {
    add: ({ itemId, hash }: Sealed) => void hmac.update(`${itemId}:${hash}\n`),
    finish: () => hmac.digest('hex'),
  }
}

let key: ArrayBuffer | undefined

function sealKey(): Buffer {
  key ??= hkdfSync('sha256', env.get('APP_KEY').release(), '', 'opora baselines', 32)
  return Buffer.from(key)
}
