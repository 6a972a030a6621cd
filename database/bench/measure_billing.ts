import { closePeriods, type ClosingInput } from '#billing/actions/close_periods'
import { makeContractDocument } from '#billing/actions/make_contract_document'
import { reportOfBill } from '#billing/queries/contract_report'
import { periodBill } from '#billing/queries/period_bill'
import Contract from '#contracts/models/contract'
import { runBackgroundTask } from '#core/actions/run_background_task'
import { SYSTEM_ACTOR } from '#core/actor'
import BackgroundTask from '#core/models/background_task'
import { loadContractWork, MONTHS } from '#database/bench/load_contract_work'
import db from '@adonisjs/lucid/services/db'
import { stat } from 'node:fs/promises'
import { storagePath } from '#core/storage'

export const BILLING_PARTS = ['load', 'preview', 'documents', 'closing'] as const
export type BillingPart = (typeof BILLING_PARTS)[number]
type Figures = Record<string, number | number[]>

const KILOBYTES_PER_MEGABYTE = 1024
const TIMES = 30

/** `contracts` with 400 entries each, and one contract-month with ten times as many entries. */
export async function measureBilling(part: BillingPart, contracts: number): Promise<Figures> {
  const figures = await PARTS[part](contracts)
  return { ...figures, megabytes: process.resourceUsage().maxRSS / KILOBYTES_PER_MEGABYTE }
}

const PARTS: Record<BillingPart, (contracts: number) => Promise<Figures>> = {
  async load(contracts) {
    const loaded = await loadContractWork({ contracts, entries: 400 }, contracts * 10)
    if (!loaded) throw new Error('The database holds tickets already; give an empty one.')
    return { contracts, entries: await countOf('time_entries') }
  },
  preview,
  documents,
  closing,
}

/** What the page of a period asks for, each time anew. */
async function preview(): Promise<Figures> {
  const number = (await single()).number
  const client = db.connection()
  const millis: number[] = []
  let entries = 0
  for (let index = 0; index < TIMES + 3; index += 1) {
    const started = performance.now()
    const contract = await Contract.query()
      .where('number', number)
      .preload('organisation')
      .preload('provider')
      .preload('agreement')
      .firstOrFail()
    const bill = await periodBill(client, contract, MONTHS[0])
    const report = await reportOfBill(client, contract, bill)
    if (index >= 3) millis.push(performance.now() - started)
    if (report.totals.netMinor === 0) throw new Error('Nothing is charged')
    entries = new Set(report.entries.map(({ id }) => id)).size
  }
  return { millis, entries }
}

/** The documents of the same period, as the task for them makes them. */
async function documents(): Promise<Figures> {
  const { id } = await single()
  const figures: Figures = {}
  for (const format of ['xlsx', 'pdf'] as const) {
    const input = { contractId: id, month: MONTHS[0], format, language: null, preparedBy: 'Bench' }
    const task = await createTask('contract_document', input, 2)
    const started = performance.now()
    await runBackgroundTask(task.id, makeContractDocument)
    figures[`${format}Seconds`] = (performance.now() - started) / 1000
    figures[`${format}Bytes`] = (await stat(storagePath((await task.refresh()).resultFile!))).size
  }
  return figures
}

/** Both months of all contracts but the single one, then the same again. */
async function closing(): Promise<Figures> {
  const { id: singleId } = await single()
  const rows = await db.from('contracts').where('id', '>', 1).whereNot('id', singleId).orderBy('id')
  const contractIds = rows.map(({ id }) => Number(id))
  const cpuBefore = process.cpuUsage()
  const seconds = await closeAll(contractIds)
  const { user, system } = process.cpuUsage(cpuBefore)
  const locked = await db
    .from('billing_periods')
    .where('state', 'locked')
    .count('* as total')
    .first()
  if (Number(locked.total) !== contractIds.length * MONTHS.length) {
    throw new Error(`Only ${locked.total} periods were closed`)
  }
  const before = await writtenRows()
  const secondsAgain = await closeAll(contractIds)
  const after = await writtenRows()
  return {
    ...{ seconds, secondsAgain, cpuSeconds: (user + system) / 1e6 },
    ...{ contracts: contractIds.length, billed: await countOf('billed_entries') },
    writtenAgain: before === after ? 0 : 1,
  }
}

async function closeAll(contractIds: number[]): Promise<number> {
  const started = performance.now()
  for (const month of MONTHS) {
    const input: ClosingInput = {
      ...{ month, contractIds, actor: SYSTEM_ACTOR, language: 'ru', timeZone: 'Europe/Moscow' },
      reach: { all: true, organisationIds: [], teamIds: [], own: false },
    }
    const task = await createTask('billing_closing', input, contractIds.length)
    await runBackgroundTask(task.id, closePeriods)
  }
  return (performance.now() - started) / 1000
}

function createTask(kind: string, input: object, progressTotal: number) {
  return BackgroundTask.create({
    ...{ kind, requestedByUserId: null, organisationId: null, input, state: 'queued' },
    ...{ progressDone: 0, progressTotal },
  } as Partial<BackgroundTask>)
}

/** The last contract loaded: its work is all in one month. */
async function single(): Promise<{ id: number; number: string }> {
  const row = await db.from('contracts').orderBy('id', 'desc').firstOrFail()
  return { id: Number(row.id), number: row.number }
}

/** All that a closing could write, besides the tasks themselves. */
async function writtenRows(): Promise<string> {
  const tables = ['billing_periods', 'charge_lines', 'billed_entries', 'balance_movements']
  const counts: number[] = []
  for (const each of [...tables, 'audit_events']) counts.push(await countOf(each))
  const versions = await db.from('billing_periods').sum('version as total').first()
  return [...counts, Number(versions.total)].join(' ')
}

async function countOf(table: string): Promise<number> {
  const row = await db.from(table).count('* as total').first()
  return Number(row.total)
}
