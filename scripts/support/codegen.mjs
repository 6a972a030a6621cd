import { toolEnvironment } from './environment.mjs'
import { run } from './process.mjs'

/** Generates the registries of .adonisjs/ that types and imports rely on; resolves to an exit code. */
export async function codegen() {
  const env = toolEnvironment('development')
  const { code } = await run(['ace.js', 'codegen'], { env, show: 'failure' })
  return code
}
