/** npm run migrate: brings the database and the data Opora ships with to the version in build/. */
import { hasBuild, runBuiltAce } from './support/build.mjs'
import { productionEnvironment } from './support/environment.mjs'
import { fail } from './support/process.mjs'

if (!hasBuild()) fail('There is no build yet: run "npm run build" first.')

for (const command of [['migration:run', '--force'], ['reference:sync']]) {
  const { code } = await runBuiltAce(command, productionEnvironment())
  if (code !== 0) process.exit(code)
}
