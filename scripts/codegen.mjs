/** Runs after npm ci: generates what is not in git. */
import { codegen } from './support/codegen.mjs'

process.exitCode = await codegen()
