import { toolEnvironment } from './environment.mjs'
import { run } from './process.mjs'
import { generateSchema } from './schema.mjs'

/**
 * Generates database/schema.ts and the registries of .adonisjs/ that types and imports rely on, in
 * this order: the routes the registries are made of load models of that schema. Resolves to an exit code.
 */
export async function codegen() {
  const schemaCode = await generateSchema()
  if (schemaCode !== 0) return schemaCode
  const env = toolEnvironment('development')
  const { code } = await run(['ace.js', 'codegen'], { env, show: 'failure' })
  return code
}
