import { ciClassTable } from '#cmdb/queries/ci_class_table'
import type Contract from '#contracts/models/contract'
import type ContractTerms from '#contracts/models/contract_terms'
import RateCard from '#contracts/models/rate_card'
import { periodAround, periodsBetween } from '#contracts/workflow/billing_cycle'
import Service from '#catalog/models/service'
import type { Principal } from '#directory/queries/principal'
import db from '@adonisjs/lucid/services/db'
import { DateTime } from 'luxon'

const AHEAD_YEARS = 2

/** What the editor of terms offers: cards in the contract's currency, types of work, classes. */
export async function termsChoices(
  principal: Principal,
  contract: Contract,
  versions: readonly ContractTerms[]
) {
  const cards = await RateCard.visibleTo(principal)
    .where('currency', contract.currency)
    .orderBy('code')
  const workTypes = await db.from('work_types').orderBy('position').orderBy('id')
  const classes = await ciClassTable()
  const named = versions.at(-1)?.rules.flatMap(({ takes }) => takes?.serviceIds ?? []) ?? []
  const services = await Service.query().whereIn('id', [...new Set(named)])
  return {
    rateCards: cards.map(({ id, code, nameRu, nameEn }) => ({ id, code, nameRu, nameEn })),
    workTypes: workTypes.map((row) => ({
      ...{ id: Number(row.id), labelRu: String(row.label_ru), labelEn: String(row.label_en) },
    })),
    classes: classes.map(({ code, labelRu, labelEn }) => ({ code, labelRu, labelEn })),
    services: services.map(({ id, code, nameRu, nameEn }) => ({ id, code, nameRu, nameEn })),
    usedKeys: versions.flatMap((terms) => terms.rules.map(({ key }) => key)),
  }
}

/**
 * Days an amendment may begin on: the latest version's own while nothing was charged by it, and each
 * later beginning of a billing period (§7.1); for a contract without terms its first day.
 */
export function amendmentStarts(
  contract: Contract,
  versions: readonly ContractTerms[],
  { settled, today }: { settled: string | null; today: string }
): string[] {
  const latest = versions.at(-1)
  if (!latest) return [contract.startsOn]
  const to = [today, latest.validFrom].sort().at(-1)!
  const last = DateTime.fromISO(to, { zone: 'utc' }).plus({ years: AHEAD_YEARS }).toISODate()!
  const from = periodAround(latest.validFrom, contract).startsOn
  const begins = periodsBetween(from, last, contract).map(({ startsOn }) => startsOn)
  return [latest.validFrom, ...begins.filter((date) => date > latest.validFrom)].filter(
    (date) =>
      (settled === null || date > settled) && (contract.endsOn === null || date <= contract.endsOn)
  )
}
