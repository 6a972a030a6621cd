import type { PeriodBill } from '#billing/queries/period_bill'
import type { LocalText, ReportCharge } from '#billing/queries/report_types'
import type { ChargeLine } from '#billing/workflow/charge_types'
import { monthOf } from '#billing/workflow/report_period'
import type { QueryClientContract } from '@adonisjs/lucid/types/database'

/** The lines of a bill with what they are called. */
export async function reportCharges(
  client: QueryClientContract,
  { charge: { lines }, terms }: PeriodBill
): Promise<ReportCharge[]> {
  const services = await namesOfServices(client, lines)
  const months = await originMonths(client, lines)
  const rules = new Map(terms.rules.map((rule) => [rule.key, rule]))
  return lines.map((line) => {
    const { kind, unit, priceMinor, multiplier, amountMinor, vatRate, basis } = line
    const { netMinor, vatMinor, grossMinor } = line
    const rule = line.ruleKey === null ? undefined : rules.get(line.ruleKey)
    const ruleName = rule?.nameRu ? { ru: rule.nameRu, en: rule.nameEn ?? rule.nameRu } : null
    return {
      ...{ kind, unit, priceMinor, multiplier, amountMinor, vatRate },
      ...{ netMinor, vatMinor, grossMinor },
      quantity: Number(line.quantity),
      service: line.serviceId === null ? null : (services.get(line.serviceId) ?? null),
      name: line.name === null ? ruleName : { ru: line.name, en: line.name },
      days: basis.days ?? null,
      originMonth: line.originPeriodId === null ? null : (months.get(line.originPeriodId) ?? null),
    }
  })
}

async function namesOfServices(client: QueryClientContract, lines: readonly ChargeLine[]) {
  const ids = [...new Set(lines.flatMap(({ serviceId }) => serviceId ?? []))]
  if (ids.length === 0) return new Map<number, LocalText>()
  const rows = await client.from('services').whereIn('id', ids).select('id', 'name_ru', 'name_en')
  return new Map(rows.map((row) => [Number(row.id), { ru: row.name_ru, en: row.name_en }]))
}

async function originMonths(client: QueryClientContract, lines: readonly ChargeLine[]) {
  const ids = [...new Set(lines.flatMap(({ originPeriodId }) => originPeriodId ?? []))]
  if (ids.length === 0) return new Map<number, string>()
  const rows = await client.from('billing_periods').whereIn('id', ids).select('id', 'starts_on')
  return new Map(rows.map((row) => [Number(row.id), monthOf(row.starts_on)]))
}
