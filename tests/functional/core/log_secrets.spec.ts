import { signIn } from '#directory/actions/sign_in'
import { forgetEverything } from '#tests/helpers/accounts'
import { createUser } from '#tests/helpers/people'
import logger from '@adonisjs/core/services/logger'
import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'

const SECRETS = {
  password: 'Hunter2-correct-horse',
  email: 'guest.of.somebody@example.net',
  token: 'opr_9f8e7d6c5b4a39281706f5e4d3c2b1a09f8e7d6c5b4a',
  cookie: 'opora_session=s3cr3t-cookie-value',
}

/** What the logger writes while `work` goes on, at its most talkative. */
async function logOf(work: () => Promise<unknown>): Promise<string> {
  const { pino } = logger
  const key = Object.getOwnPropertySymbols(pino).find(
    ({ description }) => description === 'pino.stream'
  )!
  const holder = pino as unknown as Record<symbol, { write(line: string): void }>
  const [stream, level] = [holder[key]!, pino.level]
  const lines: string[] = []
  holder[key] = { write: (line) => void lines.push(line) }
  pino.level = 'trace'
  try {
    await work()
  } finally {
    holder[key] = stream
    pino.level = level
  }
  return lines.join('')
}

function assertSilent(assert: { notInclude(text: string, part: string): void }, log: string) {
  for (const secret of Object.values(SECRETS)) assert.notInclude(log, secret)
}

test.group('The log', (group) => {
  group.each.teardown(forgetEverything)

  test('PD a database error tells neither what was bound nor what was sent', async ({
    client,
    assert,
    cleanup,
  }) => {
    await createUser({ roles: [] })
    const handle = signIn.handle
    cleanup(() => void (signIn.handle = handle))
    signIn.handle = async ({ email, password }) => {
      await db.table('users').insert({ email, password, no_such_column: SECRETS.token })
      throw new Error('never reached')
    }
    const log = await logOf(async () => {
      const answer = await client
        .post('/sign-in')
        .withCsrfToken()
        .qs({ token: SECRETS.token })
        .header('authorization', `Bearer ${SECRETS.token}`)
        .plainCookie('other', SECRETS.cookie)
        .redirects(0)
        .json({ email: SECRETS.email, password: SECRETS.password })
      answer.assertStatus(500)
    })
    assert.include(log, 'no_such_column')
    assertSilent(assert, log)
  })

  test('PD an error whose words hold an address or a token is masked, its causes as well', async ({
    assert,
  }) => {
    const log = await logOf(async () => {
      const cause = new Error(`Mailbox ${SECRETS.email} is unknown`)
      const error = Object.assign(new Error(`Token ${SECRETS.token} refused`, { cause }), {
        bindings: [SECRETS.password],
        config: { headers: { cookie: SECRETS.cookie } },
      })
      logger.error({ err: error }, error.message)
      logger.warn(`Letter to ${SECRETS.email} was not sent`)
    })
    assert.include(log, 'refused')
    assert.include(log, 'is unknown')
    assertSilent(assert, log)
  })

  test('PD secrets in what is logged are left out, at the top and below', async ({ assert }) => {
    const log = await logOf(async () => {
      const { password, token, cookie } = SECRETS
      logger.info({ password, body: { password, token } }, 'top and body')
      logger.info({ req: { headers: { cookie, authorization: token } } }, 'headers')
      logger.info({ form: { values: { currentPassword: password, secret: token } } }, 'form')
    })
    assert.include(log, 'form')
    assertSilent(assert, log)
  })
})
