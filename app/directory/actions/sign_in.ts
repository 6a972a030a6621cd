import { ADDRESS_TRIES } from '#config/sign_in'
import { recordAudit } from '#core/actions/record_audit'
import { SYSTEM_ACTOR } from '#core/actor'
import { inTransaction } from '#core/transaction'
import { brake } from '#directory/actions/brake'
import { checkPassword, coverTracks } from '#directory/actions/check_password'
import { actorOf, type Caller } from '#directory/actions/open_session'
import { TooManyTries, WrongCredentials } from '#directory/errors/sign_in'
import User from '#directory/models/user'
import { confirmedFactor, isSecondFactorRequired } from '#directory/queries/second_factor'
import { addressKey } from '#directory/workflow/address_key'
import limiter from '@adonisjs/limiter/services/main'
import db from '@adonisjs/lucid/services/db'

type Input = {
  email: string
  password: string
  caller: Caller
  /** The mark of a browser this account was signed in with before. */
  deviceId: string | null
}

export type SignInStep = {
  user: User
  /** `enter` is all; the others lead to the code, or to setting the second factor up first. */
  next: 'enter' | 'second_factor' | 'enrolment'
  /** Counted tries, to be forgotten with the session's opening. */
  brakes: string[]
}

const PAIR_TRIES = { requests: 5, duration: '15 min' }
/** So many times what is allowed is no person any more. */
const FLOOD = 3

/**
 * Checks the password. An unknown address and a wrong password get the same answer after the same
 * work. Three things slow guessing down: the number of tries of one network address (answered before
 * anything is hashed or read), of one address on one account, and of all addresses on one account;
 * the last is counted for all processes together.
 * An account that comes from a directory is asked for the directory's password; while that cannot be
 * asked, DirectoryUnavailable answers everybody whom it might concern.
 * A browser the owner used before has a brake of its own, so that strangers cannot keep them out.
 */
export const signIn = {
  async handle(input: Input): Promise<SignInStep> {
    const address = addressKey(input.caller.ip ?? '')
    const byAddress = triesOfAddress()
    await takeFrom(byAddress, nameOf(address))
    const user = await this.tryPassword(input, address)
    await byAddress.decrement(nameOf(address))
    const next = await nextStep(user)
    if (next !== 'enter') await brake.release(db.connection(), brakeName(input))
    return { user, next, brakes: [brakeName(input)] }
  },

  async tryPassword(input: Input, address: string): Promise<User> {
    const byPair = limiter.use('memory', { ...PAIR_TRIES })
    const pair = `sign-in:${address}:${input.email}`
    if (!input.deviceId && (await byPair.isBlocked(pair))) throw new TooManyTries(15 * 60, 'email')
    await brake.take(brakeName(input), 'email')

    const user = await this.verify(input, address)
    if (!user) {
      await byPair.increment(pair)
      throw new WrongCredentials()
    }
    await byPair.delete(pair)
    return user
  },

  async verify({ email, password, caller }: Input, address: string): Promise<User | null> {
    const found = await User.query().where('email', email).preload('person').first()
    // A database may take letters with accents for the letters themselves.
    const user = found?.email === email ? found : null
    let isRight = false
    try {
      isRight = await checkPassword(user, password, address)
    } catch (error) {
      await recordFailure(user, caller)
      throw error
    }
    if (user && isRight && user.isActive && user.person.isActive) return user
    await recordFailure(user, caller)
    if (user?.signInSource !== 'ldap') await coverTracks(email, password)
    return null
  },
}

/** Seconds until a flooding address may try again, 0 for the others; looks into memory alone. */
export async function floodSeconds(ip: string): Promise<number> {
  const answer = await triesOfAddress().get(nameOf(addressKey(ip)))
  return answer && answer.consumed > answer.limit * FLOOD ? answer.availableIn : 0
}

function triesOfAddress() {
  return limiter.use('memory', { ...ADDRESS_TRIES })
}

function nameOf(address: string) {
  return `sign-in:${address}`
}

async function takeFrom(tries: ReturnType<typeof limiter.use>, key: string) {
  const answer = await tries.increment(key)
  if (answer.consumed > answer.limit) throw new TooManyTries(answer.availableIn, 'email')
}

function brakeName({ email, deviceId }: Input): string {
  return deviceId ? `device:${deviceId}:${email}` : `account:${email}`
}

/** An unknown address leaves a row as well: what takes as long tells nothing. */
async function recordFailure(user: User | null, { ip, requestId }: Caller) {
  const actor = user ? actorOf(user, requestId) : { ...SYSTEM_ACTOR, requestId }
  await inTransaction((trx) =>
    recordAudit(trx, {
      actor,
      subjectType: 'user',
      subjectId: user?.id ?? 0,
      organisationId: null,
      action: 'user.sign_in_failed',
      changes: [{ field: 'ip', before: null, after: ip }],
    })
  )
}

/** What stands between a right password, or a provider's word, and the way in. */
export async function nextStep(user: User): Promise<SignInStep['next']> {
  if (await confirmedFactor(user.id)) return 'second_factor'
  return (await isSecondFactorRequired(user.id)) ? 'enrolment' : 'enter'
}
