import { createHash } from 'node:crypto'
import { existsSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { toolEnvironment } from './environment.mjs'
import { ROOT, run, start, tool } from './process.mjs'

export const BUILD = join(ROOT, 'build')

const STAMP = join(BUILD, '.stamp')
const FOLDERS = ['app', 'bin', 'config', 'database', 'providers', 'public', 'resources', 'start']
const FILES = ['ace.js', 'adonisrc.ts', 'package.json', 'package-lock.json', 'tsconfig.json']
// What the build itself writes into the sources.
const GENERATED = /^(public.build|resources.(auto-imports|components)\.d\.ts$)/

export function hasBuild() {
  return existsSync(join(BUILD, 'bin', 'server.js'))
}

/** Whether build/ was made from the sources as they are now. */
export function isBuildFresh() {
  return hasBuild() && existsSync(STAMP) && readFileSync(STAMP, 'utf8') === sourcesHash()
}

/** Builds server and pages into build/; resolves to an exit code. */
export async function build(show = 'all') {
  const hash = sourcesHash()
  const { code } = await run(['ace.js', 'build'], { env: toolEnvironment('production'), show })
  if (code === 0) writeFileSync(STAMP, hash)
  return code
}

/** Builds the pages alone, which the suites are served; resolves to an exit code. */
export async function buildPages() {
  const env = { NODE_ENV: 'production' }
  const { code } = await run([tool('vite/bin/vite.js'), 'build', '--app'], { env, show: 'failure' })
  return code
}

/** Runs a command of the built application; resolves to its exit code and output. */
export function runBuiltAce(args, env, show = 'all') {
  return run(['ace.js', ...args], { cwd: BUILD, env, show })
}

/** The same with the flags that the server gives its process of jobs. */
export async function runBuiltJob(args, env) {
  const { JOB_NODE_FLAGS } = await memoryFlags()
  return run([...JOB_NODE_FLAGS, 'ace.js', ...args], { cwd: BUILD, env, show: 'failure' })
}

/** The same with the flags that pages are answered with. */
export async function runBuiltPage(args, env) {
  const { WEB_NODE_FLAGS } = await memoryFlags()
  return run([...WEB_NODE_FLAGS, 'ace.js', ...args], { cwd: BUILD, env, show: 'failure' })
}

/** The server in a process group of its own: Ctrl+C reaches it as one orderly SIGTERM. */
export async function startServer(env) {
  const { WEB_NODE_FLAGS } = await memoryFlags()
  const args = [...WEB_NODE_FLAGS, 'bin/server.js']
  return start(args, { cwd: BUILD, env, stdio: 'inherit', detached: true })
}

/** With what the built application's processes start. */
export function memoryFlags() {
  return import(pathToFileURL(join(BUILD, 'app', 'core', 'process_memory.js')).href)
}

function sourcesHash() {
  const hash = createHash('sha256')
  for (const path of sourceFiles()) hash.update(path).update(readFileSync(join(ROOT, path)))
  return hash.digest('hex')
}

function sourceFiles() {
  const nested = FOLDERS.filter((folder) => existsSync(join(ROOT, folder))).flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true }).map((path) => join(folder, path))
  )
  return [...FILES, 'vite.config.ts', ...nested]
    .filter((path) => !GENERATED.test(path) && statSync(join(ROOT, path)).isFile())
    .sort()
}
