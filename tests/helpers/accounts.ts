import { clock } from '#core/clock'
import { beginSecondFactor } from '#directory/actions/begin_second_factor'
import { confirmSecondFactor } from '#directory/actions/confirm_second_factor'
import Role from '#directory/models/role'
import type User from '#directory/models/user'
import { secretOf } from '#directory/queries/second_factor'
import { totpCode } from '#directory/workflow/totp'
import { emptyDatabase } from '#tests/helpers/database'
import { letTimeRun } from '#tests/helpers/desk'
import limiter from '@adonisjs/limiter/services/main'
import type { ApiClient, ApiResponse } from '@japa/api-client'

export const PASSWORD = 'correct horse'
export const NEW_PASSWORD = 'lantern under seven bridges'

/** Sends the sign-in form; `address` is the network address it comes from. */
export function enter(
  client: ApiClient,
  email: string,
  password = PASSWORD,
  address = '203.0.113.7'
) {
  return client
    .post('/sign-in')
    .header('x-forwarded-for', address)
    .withCsrfToken()
    .accept('json')
    .redirects(0)
    .json({ email, password })
}

/** A request that goes on in the browser of an earlier answer. */
export function goOn(
  client: ApiClient,
  before: ApiResponse,
  method: 'GET' | 'POST' | 'PUT' | 'DELETE',
  address: string
) {
  return client
    .request(address, method as 'GET')
    .withSession(before.session())
    .withFlashMessages(before.flashMessages())
    .withCsrfToken()
    .accept('json')
    .redirects(0)
}

/** Turns the second factor on; the codes of this and the former step count as used. */
export async function enrol(user: User) {
  const secret = secretOf(await beginSecondFactor.handle({ userId: user.id }))
  const code = totpCode(secret, clock.now().toMillis())
  const recoveryCodes = await confirmSecondFactor.handle({
    user,
    code,
    sessionId: null,
    requestId: null,
  })
  return { secret, recoveryCodes }
}

/** The recovery codes an answer carries to the page that shows them. */
export function recoveryCodesIn(answer: ApiResponse): string[] {
  return (answer.flashMessage('recoveryCodes') as unknown as string[] | undefined) ?? []
}

/** What the app shows so many seconds from now. */
export function codeOf(secret: string, inSeconds = 0): string {
  return totpCode(secret, clock.now().plus({ seconds: inSeconds }).toMillis())
}

export async function demandSecondFactor(code: string, requiresSecondFactor = true) {
  await Role.query().where({ code }).update({ requiresSecondFactor })
}

/** Each test begins with empty tables and nothing counted. */
export async function forgetEverything() {
  letTimeRun()
  await emptyDatabase()
  await Role.query().update({ requiresSecondFactor: false })
  await limiter.clear(['memory'])
}
