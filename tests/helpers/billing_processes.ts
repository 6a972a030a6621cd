import type { movePeriod } from '#billing/actions/move_period'
import type { Actor } from '#core/actor'
import app from '@adonisjs/core/services/app'
import { fork } from 'node:child_process'
import { once } from 'node:events'

/** What a process of billing does; see `billing_process.ts`. */
export type BillingWork =
  | { kind: 'move'; command: Parameters<typeof movePeriod.handle>[0] }
  | { kind: 'close'; taskId: number }
  | {
      kind: 'log'
      desk: { agent: Actor; approver: Actor; ticketId: number; workTypeId: number }
      workDate: string
    }

export type BillingProcess = Awaited<ReturnType<typeof startBillingProcess>>

/** A process of its own on the database of the tests, ready and waiting to be told to begin. */
export async function startBillingProcess(work: BillingWork) {
  const child = fork(app.makePath('tests/helpers/billing_process.ts'), [JSON.stringify(work)], {
    cwd: app.makePath(),
    env: { ...process.env, NODE_ENV: 'development' },
    execArgv: ['--import=@poppinss/ts-exec'],
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  })
  let complaint = ''
  child.stderr!.on('data', (text: Buffer) => (complaint += text.toString()))
  const ended = once(child, 'exit')
  // Comes after all that was said.
  const silent = once(child, 'disconnect')
  let answer: unknown
  const ready = new Promise<void>((resolve) => {
    child.on('message', (message: { ready?: true; answer?: unknown }) => {
      if (message.ready) resolve()
      // The framework has messages of its own.
      if (message.answer) answer = message.answer
    })
  })
  await Promise.race([ready, ended])
  if (child.exitCode !== null) throw new Error(`The process did not start: ${complaint}`)
  return {
    /** The first time it begins, the second time a process that goes on and on stops. */
    tell: () => void child.send('go'),
    /** Resolves to what it came to, once it has ended. */
    async answer() {
      await Promise.all([ended, silent])
      if (answer === undefined) throw new Error(`The process said nothing: ${complaint}`)
      return answer as Record<string, unknown>
    },
    async kill() {
      child.kill('SIGKILL')
      await ended
    },
  }
}
