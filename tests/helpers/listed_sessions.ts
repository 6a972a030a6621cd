import { addSession } from '#directory/actions/open_session'
import type User from '#directory/models/user'
import { SESSION_KEY } from '#directory/queries/sign_in_state'
import db from '@adonisjs/lucid/services/db'
import { ApiClient } from '@japa/api-client'
import { decoratorsCollection } from '@japa/browser-client'

const keys = new WeakMap<User, Promise<string>>()

/** A listed session of the user, one per test: without it the server does not know the browser. */
function keyOf(user: User): Promise<string> {
  const known = keys.get(user)
  if (known) return known
  const made = db.transaction(async (trx) => {
    const caller = { ip: '127.0.0.1', userAgent: 'Tests', requestId: null }
    const { key } = await addSession(trx, { userId: user.id, caller, isSecondFactorPassed: true })
    return key
  })
  keys.set(user, made)
  return made
}

/** `loginAs` on the API client opens a listed session as well; register it after the auth plugin. */
export function listedSessions() {
  return () => {
    ApiClient.setup(async (request) => {
      const user = request.authData?.args[0] as User | undefined
      if (user) request.withSession({ [SESSION_KEY]: await keyOf(user) })
    })
  }
}

/** The same for the browser's context; it replaces what the auth plugin put there. */
export function listedBrowserSessions() {
  return () => {
    decoratorsCollection.register({
      context(context) {
        context.loginAs = async function (user: User) {
          await context.setSession({ auth_web: user.id, [SESSION_KEY]: await keyOf(user) })
        }
      },
    })
  }
}
