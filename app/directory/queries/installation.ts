import db from '@adonisjs/lucid/services/db'

let isKnownToBeSetUp = false

/** Whether anybody can sign in at all. Users are never deleted, so a yes is asked for once per process. */
export async function isSetUp(): Promise<boolean> {
  isKnownToBeSetUp ||= Boolean(await db.from('users').select('id').first())
  return isKnownToBeSetUp
}

/** For suites, which empty their database. */
export function forgetInstallation() {
  isKnownToBeSetUp = false
}
