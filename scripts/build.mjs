/** npm run build: server and pages into build/. */
import { build } from './support/build.mjs'

process.exitCode = await build()
