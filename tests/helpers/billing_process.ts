import { Ignitor } from '@adonisjs/core'
import type { BillingWork } from '#tests/helpers/billing_processes'

/**
 * What `startBillingProcess` runs: one piece of billing in a process of its own, as beside other
 * processes of an installation. Tells its parent when it is ready and begins when told to.
 */
const root = new URL('../../', import.meta.url)
const app = new Ignitor(root, { importer: (path) => import(path) }).createApp('console')
app.booting(async () => void (await import('#start/env')))
await app.init()
await app.boot()
await app.start(async () => {
  const { default: db } = await import('@adonisjs/lucid/services/db')
  await db.from('contracts').first()
  const begin = new Promise<void>((resolve) => process.once('message', () => resolve()))
  process.send!({ ready: true })
  await begin
  const answer = await done(JSON.parse(process.argv[2]!) as BillingWork).catch((error: Error) => ({
    refusal: error.constructor.name,
  }))
  await new Promise((resolve) => process.send!({ answer }, resolve))
})
await app.terminate()
process.disconnect()

async function done(wanted: BillingWork): Promise<unknown> {
  switch (wanted.kind) {
    case 'move': {
      const { movePeriod } = await import('#billing/actions/move_period')
      const { state } = await movePeriod.handle(wanted.command)
      return { state }
    }
    case 'close': {
      const { closePeriods } = await import('#billing/actions/close_periods')
      const { runBackgroundTask } = await import('#core/actions/run_background_task')
      await runBackgroundTask(wanted.taskId, closePeriods)
      return {}
    }
    case 'log':
      return logUntilTold(wanted)
  }
}

/** Logs work, writes it anew, submits it and has somebody else approve it, until told to stop. */
async function logUntilTold({ desk, workDate }: Extract<BillingWork, { kind: 'log' }>) {
  const { logTime } = await import('#billing/actions/log_time')
  const { changeTimeEntry } = await import('#billing/actions/change_time_entry')
  const { moveTimeEntries } = await import('#billing/actions/move_time_entries')
  const { setTimeout: wait } = await import('node:timers/promises')
  let isTold = false
  process.once('message', () => (isTold = true))
  const written: { id: number; minutes: number }[] = []
  while (!isTold) {
    const work = {
      ...{ workTypeId: desk.workTypeId, workDate, startTime: null, isBillable: true },
      ...{ nonBillableReason: null, publicNote: null, internalNote: null },
    }
    const of = { actor: desk.agent, ticketId: desk.ticketId, personId: desk.agent.personId! }
    const { id } = await logTime.handle({ ...of, ...work, minutes: 10 })
    const minutes = 11 + (written.length % 50)
    const command = { actor: desk.agent, entryId: id, version: 1 }
    await changeTimeEntry.rewrite(command, { ...work, minutes })
    await moveTimeEntries.handle({
      ...{ actor: desk.agent, step: 'submit', entries: [{ id, version: 2 }] },
    })
    await moveTimeEntries.handle({
      ...{ actor: desk.approver, step: 'approve', entries: [{ id, version: 3 }] },
    })
    written.push({ id, minutes })
    await wait(5)
  }
  return { written }
}
