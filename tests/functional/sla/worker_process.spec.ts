import AuditEvent from '#core/models/audit_event'
import Notification from '#core/models/notification'
import ClockTimer from '#sla/models/clock_timer'
import { emptyDatabase } from '#tests/helpers/database'
import { createDesk, createIncident, type Desk } from '#tests/helpers/desk'
import { createRule, TELL_ASSIGNEE } from '#tests/helpers/timers'
import app from '@adonisjs/core/services/app'
import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import { DateTime } from 'luxon'
import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as wait } from 'node:timers/promises'

/** LONG=1 kills fifty times instead of five. */
const KILLS = process.env.LONG ? 50 : 5
const TICKETS = 12
const PATIENCE_MS = 60_000

const isMysql = () => db.connection().dialect.name !== 'better-sqlite3'

/** A job process as an installation runs it, on the database of the tests. */
function startWorker(): ChildProcess {
  return fork(app.makePath('ace.js'), ['jobs:work'], {
    cwd: app.makePath(),
    env: { ...process.env, NODE_ENV: 'development' },
    execArgv: [],
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  })
}

async function endWith(worker: ChildProcess, signal: 'SIGKILL' | 'SIGTERM') {
  const ended = worker.exitCode === null ? once(worker, 'exit') : null
  worker.kill(signal)
  await ended
}

async function until(isDone: () => Promise<boolean>, pause: number) {
  const end = performance.now() + PATIENCE_MS
  while (performance.now() < end) {
    if (await isDone()) return
    await wait(pause)
  }
  throw new Error('the worker took too long')
}

async function countOf(states: string[]): Promise<number> {
  const [row] = await db.from('clock_timers').whereIn('state', states).count('* as total')
  return Number(row.total)
}

/** Tickets of a month ago: an escalation and two breaches of each are due at once. */
async function createLate(desk: Desk, count: number) {
  const openedAt = DateTime.utc().minus({ days: 30 })
  for (let n = 0; n < count; n += 1) await createIncident(desk, { openedAt, teamId: desk.team.id })
}

async function deskWithRule() {
  const desk = await createDesk()
  const action = { ...TELL_ASSIGNEE, personIds: [desk.agent.personId] }
  await createRule(desk.agreement, { actions: [action] })
  return desk
}

test.group('A worker process', (group) => {
  group.each.setup(emptyDatabase)
  group.each.teardown(emptyDatabase)

  test('§3.3.13 killed in the middle of firing loses no timer and fires none twice', async ({
    assert,
  }) => {
    const desk = await deskWithRule()
    let midway = 0
    for (let kill = 0; kill < KILLS; kill += 1) {
      await createLate(desk, TICKETS)
      const before = await countOf(['fired'])
      const worker = startWorker()
      await until(
        async () => (await countOf(['claimed'])) > 0 || (await countOf(['fired'])) > before,
        1
      )
      await wait(kill * 3)
      await endWith(worker, 'SIGKILL')
      if ((await countOf(['claimed'])) > 0) midway += 1
      // The lease of the dead worker ends.
      await db
        .from('clock_timers')
        .where('state', 'claimed')
        .update({ claimed_at: '2020-01-01 00:00:00' })
    }
    const worker = startWorker()
    await until(async () => (await countOf(['pending', 'claimed'])) === 0, 50)
    await endWith(worker, 'SIGTERM')

    assert.isAbove(midway, 0)
    await everythingHappenedOnce(assert, KILLS * TICKETS)
  }).timeout(KILLS * 60_000)

  test('§3.3.13 beside another one fires each timer once', async ({ assert }) => {
    const desk = await deskWithRule()
    await createLate(desk, 40)
    const workers = [startWorker(), startWorker()]
    await until(async () => (await countOf(['pending', 'claimed'])) === 0, 50)
    await Promise.all(workers.map((worker) => endWith(worker, 'SIGTERM')))
    await everythingHappenedOnce(assert, 40)
  })
    .timeout(120_000)
    .skip(() => !isMysql(), 'SQLite has one job process')

  async function everythingHappenedOnce(
    assert: { equal(a: unknown, b: unknown, message?: string): void },
    tickets: number
  ) {
    const timers = await ClockTimer.all()
    assert.equal(timers.length, tickets * 3)
    assert.equal(timers.filter(({ state }) => state === 'fired').length, tickets * 3)
    for (const [action, times] of [
      ['clock.escalated', 1],
      ['clock.breached', 2],
    ] as const) {
      const events = await AuditEvent.query().where({ action })
      assert.equal(events.length, tickets * times, action)
      const byTicket = Map.groupBy(events, ({ subjectId }) => subjectId)
      assert.equal(byTicket.size, tickets, action)
      for (const own of byTicket.values()) assert.equal(own.length, times, action)
    }
    assert.equal((await Notification.all()).length, tickets)
  }
})
