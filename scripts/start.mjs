/** npm start: the production server out of build/, on a database that fits it. */
import { hasBuild, runBuiltAce, startServer } from './support/build.mjs'
import { productionEnvironment } from './support/environment.mjs'
import { fail } from './support/process.mjs'

const env = productionEnvironment()
if (!env.APP_KEY) fail('APP_KEY is not set: copy .env.example to .env and fill it in.')
if (!hasBuild()) fail('There is no build yet: run "npm run build" first.')

const { code, output } = await runBuiltAce(['migration:status'], env, 'failure')
if (code !== 0) process.exit(code)
if (/\bpending\b/i.test(output)) {
  fail('The database is older than this version: make a backup, then run "npm run migrate".')
}

const server = await startServer(env)
server.on('close', (serverCode) => process.exit(serverCode ?? 0))
