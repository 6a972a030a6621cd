import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { startServer } from '../scripts/support/build.mjs'

const READY_WITHIN_MS = 60_000
const MS_PER_TICK = 10

/** One web process of the production build, without jobs: `{ address, memory, cpu, stop }`. */
export async function startWebProcess(env) {
  const port = await freePort()
  const address = `http://127.0.0.1:${port}`
  const child = await startServer({
    ...env,
    HOST: '127.0.0.1',
    PORT: String(port),
    APP_URL: address,
  })
  const ended = new Promise((resolve) => child.on('close', resolve))
  await answering(address, child)
  return {
    address,
    memory: () => residentMegabytes(child.pid),
    cpu: () => cpuMilliseconds(child.pid),
    stop: () => {
      child.kill('SIGTERM')
      return ended
    },
  }
}

/** What every process of the benchmark runs with. */
export function productionEnv() {
  return {
    NODE_ENV: 'production',
    HOST: '127.0.0.1',
    PORT: '3333',
    APP_URL: 'http://127.0.0.1:3333',
    APP_KEY: randomBytes(32).toString('base64url'),
    LOG_LEVEL: 'error',
    JOBS_IN_SERVER: 'false',
  }
}

async function answering(address, child) {
  const end = performance.now() + READY_WITHIN_MS
  while (performance.now() < end && child.exitCode === null) {
    const answer = await fetch(`${address}/health`).catch(() => null)
    if (answer?.ok) return
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error(`The server did not answer at ${address}.`)
}

/** Null where the system does not tell. */
function residentMegabytes(pid) {
  try {
    const kilobytes = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]
    return Math.round(Number(kilobytes) / 1024)
  } catch {
    return null
  }
}

/** Processor time used so far; it says what an act costs even where others keep the machine busy. */
function cpuMilliseconds(pid) {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ')
    return (Number(fields[11]) + Number(fields[12])) * MS_PER_TICK
  } catch {
    return null
  }
}

function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.on('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address()
      probe.close(() => resolve(port))
    })
  })
}
