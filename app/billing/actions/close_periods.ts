import { movePeriod } from '#billing/actions/move_period'
import { PeriodHindered } from '#billing/errors'
import BillingPeriod from '#billing/models/billing_period'
import { closingsTable, type Closing } from '#billing/queries/closings_table'
import { FROZEN_STATES, type PeriodState, type PeriodStep } from '#billing/workflow/period_steps'
import Contract from '#contracts/models/contract'
import { periodOfMonth, type CyclePeriod } from '#contracts/queries/billing_cycle'
import type { TaskResult } from '#core/actions/run_background_task'
import type { Actor } from '#core/actor'
import { documentTexts, type DocumentLanguage } from '#core/documents/document_texts'
import { csvTable } from '#core/documents/csv_table'
import { StaleRecord } from '#core/errors'
import type { Reach } from '#directory/queries/principal'
import type BackgroundTask from '#core/models/background_task'

/** What a task of kind `billing_closing` was asked for; the contracts are those the asker may close. */
export type ClosingInput = {
  month: string
  contractIds: number[]
  actor: Actor
  language: DocumentLanguage
  timeZone: string
  /** Of the right to close, when it was asked for. */
  reach: Reach
}

/**
 * Takes the periods of a month as far as they go without anybody: through review to the client, or to
 * the locked act; the others stay where they are, with the reason. Each contract is a transaction of
 * its own; what is closed is closed, so that running it again changes nothing.
 */
export async function closePeriods(
  task: BackgroundTask,
  advance: () => Promise<void>
): Promise<TaskResult> {
  const { month, contractIds, actor, language, timeZone } = task.input as ClosingInput
  const closings: Closing[] = []
  for (const id of contractIds) {
    closings.push(await closeOne(id, { month, actor }))
    if (closings.length < contractIds.length) await advance()
  }
  const texts = documentTexts(language, timeZone)
  return {
    name: `${texts.i18n.t('billing.closing.file_name')}-${month}.csv`,
    type: 'text/csv',
    content: Buffer.from(csvTable(closingsTable(closings, texts), texts)),
  }
}

async function closeOne(
  contractId: number,
  { month, actor }: { month: string; actor: Actor }
): Promise<Closing> {
  const contract = await Contract.query()
    .where('id', contractId)
    .preload('organisation')
    .firstOrFail()
  const period = periodOfMonth(month, contract)
  const closing = { number: contract.number, client: contract.organisation.name, period }
  const command = { actor, contractId, month: period.month, side: 'provider' as const }
  let row = await rowOf(contractId, period)
  try {
    for (const step of stepsLeft(row?.state ?? 'open', contract)) {
      row = await movePeriod.handle({ ...command, step })
    }
  } catch (error) {
    if (error instanceof StaleRecord) return { ...closing, row, refusal: null }
    if (!(error instanceof PeriodHindered)) throw error
    return { ...closing, row: await rowOf(contractId, period), refusal: error }
  }
  return { ...closing, row, refusal: null }
}

function rowOf(contractId: number, { startsOn }: CyclePeriod) {
  return BillingPeriod.findBy({ contractId, startsOn })
}

function stepsLeft(state: PeriodState, { needsClientApproval }: Contract): PeriodStep[] {
  if (state === 'approved') return ['lock']
  if (FROZEN_STATES.includes(state) || state === 'client_review') return []
  const review: PeriodStep[] = state === 'open' ? ['begin_review'] : []
  return needsClientApproval ? [...review, 'ask_client'] : [...review, 'approve', 'lock']
}
