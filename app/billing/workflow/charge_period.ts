import type {
  Balance,
  Balances,
  BilledPart,
  ChargedPeriod,
  ChargeLine,
  ChargeRule,
  ChargeVat,
  Consumption,
  PackedIncident,
  RuleMovement,
  RuleResult,
  UntaxedLine,
  WorkEntry,
} from '#billing/workflow/charge_types'
import type { DailyCount } from '#billing/workflow/quantity_basis'
import { assignEntries } from '#billing/workflow/rule_assignment'
import { chargeBlock } from '#billing/workflow/rules/charge_block'
import { chargeFee } from '#billing/workflow/rules/charge_fee'
import { chargeDiscount, chargeRecurring } from '#billing/workflow/rules/charge_fixed'
import { chargePack } from '#billing/workflow/rules/charge_pack'
import { chargeTm } from '#billing/workflow/rules/charge_tm'
import { chargeUnits } from '#billing/workflow/rules/charge_units'
import type { RuleInput } from '#billing/workflow/rules/rule_input'
import type { TimeSegment } from '#billing/workflow/tm'
import { vatDocument } from '#billing/workflow/vat_document'
import { WORK_RULE_KINDS, type RoundingTerms, type RuleKind } from '#contracts/models/terms_types'
import type { VatSplit } from '#core/vat'

export type PeriodInput = {
  period: ChargedPeriod
  /** In the contract's order. */
  rules: readonly ChargeRule[]
  rounding: RoundingTerms
  vat: ChargeVat
  work: readonly WorkEntry[]
  incidents: readonly PackedIncident[]
  /** Units of each day by the key of the rule that counts them. */
  counts: ReadonlyMap<string, readonly DailyCount[]>
  opening: Balances
  rateOf: RuleInput['rateOf']
  segmentsOf: (entry: WorkEntry) => TimeSegment[]
  /** Expenses, credits and corrections: what is charged besides the rules. */
  postings: readonly UntaxedLine[]
}

export type PeriodCharge = {
  lines: ChargeLine[]
  totals: VatSplit
  parts: BilledPart[]
  movements: RuleMovement[]
  closing: Balances
  consumption: Consumption[]
  /** Work no rate fits; its period cannot be approved (§7.3). */
  unratedIds: number[]
  /** Work no rule of the contract takes. */
  untakenIds: number[]
}

/**
 * What a contract charges for a period (§7.2): each rule in turn takes the work that is its own, no
 * minute is taken twice; VAT is counted on all lines together. Balances of rules that are not in
 * force stay as they are.
 */
export function chargePeriod(input: PeriodInput): PeriodCharge {
  const { rules, opening } = input
  const { byRule, untaken } = assignEntries(
    input.work,
    rules.map((rule) => ({ key: rule.key, takes: (entry) => takesWork(rule, entry) }))
  )
  const charged: Charged = { lines: [], parts: [], movements: [], consumption: [], unratedIds: [] }
  const closing = { ...opening }
  for (const rule of rules) {
    const result = chargeBy(rule, input, byRule.get(rule.key) ?? [], charged.lines)
    add(charged, result)
    if (result.balance) closing[rule.key] = result.balance
  }
  const { lines, totals } = vatDocument([...charged.lines, ...input.postings], input.vat)
  return { ...charged, lines, totals, closing, untakenIds: untaken.map(({ id }) => id) }
}

type Charged = Pick<RuleResult, 'lines' | 'parts' | 'movements' | 'unratedIds'> & {
  consumption: Consumption[]
}

function add(charged: Charged, result: RuleResult) {
  const offset = charged.lines.length
  charged.lines.push(...result.lines)
  for (const part of result.parts) {
    charged.parts.push({ ...part, line: part.line === null ? null : part.line + offset })
  }
  charged.movements.push(...result.movements)
  charged.unratedIds.push(...result.unratedIds)
  if (result.consumption) charged.consumption.push(result.consumption)
}

const WORK_KINDS: readonly RuleKind[] = WORK_RULE_KINDS

function takesWork({ kind, takes }: ChargeRule, entry: WorkEntry): boolean {
  if (!WORK_KINDS.includes(kind)) return false
  if (takes === null) return true
  const fits = (wanted: number[] | null, value: number | null) =>
    wanted === null || (value !== null && wanted.includes(value))
  return fits(takes.workTypeIds, entry.workTypeId) && fits(takes.serviceIds, entry.serviceId)
}

function chargeBy(
  rule: ChargeRule,
  input: PeriodInput,
  entries: readonly WorkEntry[],
  before: readonly UntaxedLine[]
): RuleResult {
  const { period, rounding, vat, rateOf, segmentsOf } = input
  const opening: Balance | null = input.opening[rule.key] ?? null
  return CHARGES[rule.kind]({
    ...{ rule, period, rounding, vat, rateOf, segmentsOf, entries, before, opening },
    incidents: input.incidents.filter(({ serviceId }) => countsService(rule, serviceId)),
    counts: input.counts.get(rule.key) ?? [],
  })
}

function countsService({ takes }: ChargeRule, serviceId: number | null): boolean {
  const wanted = takes?.serviceIds ?? null
  return wanted === null || (serviceId !== null && wanted.includes(serviceId))
}

const CHARGES: Record<RuleKind, (input: RuleInput) => RuleResult> = {
  tm: chargeTm,
  fixed_fee: chargeFee,
  prepaid_block: chargeBlock,
  incident_pack: chargePack,
  per_unit: chargeUnits,
  recurring: chargeRecurring,
  discount: chargeDiscount,
}
