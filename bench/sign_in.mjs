import { scryptSync } from 'node:crypto'
import { performance } from 'node:perf_hooks'
import { Client } from './client.mjs'

/** As config/hash.ts has it in production. */
const COST = { N: 16_384, r: 8, p: 1, maxmem: 33_554_432 }

/**
 * A whole sign-in less the time one password hash takes on this machine at this moment: what the
 * search for the account, the brakes, the history and the session cost.
 */
export function signInWithoutHash(email, password) {
  return async ({ address }) => {
    const client = new Client(address)
    try {
      await client.openSignIn()
      const answer = await client.post('/sign-in', { email, password })
      if (answer.status !== 302) throw new Error(`sign-in: ${answer.status}`)
      return { ...answer, ms: Math.max(0, answer.ms - hashTime(password)) }
    } finally {
      client.close()
    }
  }
}

function hashTime(password) {
  const started = performance.now()
  scryptSync(password, 'a salt of sixteen', 64, COST)
  return performance.now() - started
}
