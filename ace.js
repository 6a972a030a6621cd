/**
 * Command line entry point. Opora needs Node.js 24: where the Node.js that runs this file is older,
 * the command is handed over to the one installed with the dependencies.
 */
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'

const MINIMUM_NODE = 24
const bundledNode = new URL('./node_modules/.bin/node', import.meta.url).pathname

if (Number.parseInt(process.versions.node, 10) >= MINIMUM_NODE) {
  await import('reflect-metadata')
  await import('@poppinss/ts-exec')
  await import('./bin/console.js')
} else if (existsSync(bundledNode)) {
  const child = spawn(bundledNode, process.argv.slice(1), { stdio: 'inherit' })
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal))
  child.on('exit', (code, signal) => process.exit(signal ? 1 : code))
} else {
  process.stderr.write(
    `Opora needs Node.js ${MINIMUM_NODE} or newer, found ${process.versions.node}\n`
  )
  process.exit(1)
}
