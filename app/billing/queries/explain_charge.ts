import ChargeLine from '#billing/models/charge_line'
import { periodBill, type PeriodBill } from '#billing/queries/period_bill'
import { loggedWork } from '#billing/queries/period_work'
import type { LocalText } from '#billing/queries/report_types'
import type { ChargeLine as Line } from '#billing/workflow/charge_types'
import type Contract from '#contracts/models/contract'
import db from '@adonisjs/lucid/services/db'

/** A stretch of work behind a line. */
export type ExplainedPart = {
  entryId: number
  ticket: string
  person: string
  workType: LocalText
  serviceDate: string
  /** ISO; null where only the day is known. */
  startedAt: string | null
  band: string
  multiplier: string
  ratePerHourMinor: number | null
  rawMinutes: number
  billedMinutes: number
  amountMinor: number | null
}

export type ExplainedCharge = {
  line: Pick<Line, 'kind' | 'unit' | 'quantity' | 'multiplier' | 'vatRate' | 'basis'> &
    Pick<Line, 'priceMinor' | 'amountMinor' | 'netMinor' | 'vatMinor' | 'grossMinor'>
  /** Of a written line, to correct it by. */
  lineId: number | null
  /** The version of the terms it was counted by. */
  terms: { number: number; validFrom: string; amendment: string | null }
  /** Work the line charges, or that the fee or balance of its rule covers. */
  parts: ExplainedPart[]
  isCovered: boolean
  corrections: { id: number; amountMinor: number; reason: string; isPosted: boolean }[]
}

/** How a line of a period came about, down to the minutes; null when there is no such line. */
export async function explainCharge(
  contract: Contract,
  { month, position }: { month: string; position: number }
): Promise<ExplainedCharge | null> {
  const client = db.connection()
  const bill = await periodBill(client, contract, month)
  const line = bill.charge.lines[position]
  if (!line) return null
  const { parts, isCovered } = partsOfLine(bill, position)
  const work = new Map((await loggedWork(client, bill.workOf)).map((each) => [each.id, each]))
  const { number, validFrom, amendment } = bill.terms
  const stored = await storedLine(bill.row, position)
  const { kind, unit, quantity, multiplier, vatRate, basis } = line
  const { priceMinor, amountMinor, netMinor, vatMinor, grossMinor } = line
  return {
    line: {
      ...{ kind, unit, quantity, multiplier, vatRate, basis },
      ...{ priceMinor, amountMinor, netMinor, vatMinor, grossMinor },
    },
    lineId: stored?.id ?? null,
    terms: { number, validFrom, amendment },
    parts: parts.flatMap(({ ruleKey, line: at, ...part }) => {
      const entry = work.get(part.entryId)
      if (!entry) return []
      const { ticket, person, workType, startedAt } = entry
      return [{ ...part, ticket, person, workType, startedAt }]
    }),
    isCovered,
    corrections: stored ? await correctionsOf(stored.id) : [],
  }
}

/** The work a line charges or, when it charges none, that the fee or balance of its rule covers. */
export function partsOfLine({ charge }: PeriodBill, position: number) {
  const own = charge.parts.filter((part) => part.line === position)
  if (own.length > 0) return { parts: own, isCovered: false }
  const ruleKey = charge.lines[position]?.ruleKey
  const covered = charge.parts.filter((part) => part.line === null && part.ruleKey === ruleKey)
  return { parts: covered, isCovered: true }
}

async function storedLine(row: { id: number; revision: number } | null, position: number) {
  if (!row) return null
  return ChargeLine.query()
    .where({ billingPeriodId: row.id, revision: row.revision, position })
    .first()
}

async function correctionsOf(lineId: number) {
  const rows = await db.from('billing_corrections').where('charge_line_id', lineId).orderBy('id')
  return rows.map((row) => ({
    id: Number(row.id),
    amountMinor: Number(row.amount_minor),
    reason: String(row.reason),
    isPosted: row.billing_period_id !== null,
  }))
}
