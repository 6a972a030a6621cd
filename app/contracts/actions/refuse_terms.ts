import type { AgreedTerms } from '#contracts/actions/write_terms'
import { CurrencyDiffers, NoPeriodBegins, RuleKeyTaken, SettledFact } from '#contracts/errors'
import type Contract from '#contracts/models/contract'
import type ContractTerms from '#contracts/models/contract_terms'
import RateCard from '#contracts/models/rate_card'
import { settledUntil } from '#contracts/queries/settled_until'
import { periodAround } from '#contracts/workflow/billing_cycle'
import { ReferenceNotFound } from '#core/errors'
import type { Principal } from '#directory/queries/principal'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'

/** Refuses terms that do not fit their contract (§7.1, §7.6). The contract's row must be locked. */
export async function refuseTerms(
  trx: TransactionClientContract,
  principal: Principal,
  contract: Contract,
  versions: readonly ContractTerms[],
  values: AgreedTerms
) {
  refuseStart(contract, versions, values.validFrom)
  const until = await settledUntil(contract.id, trx)
  if (until !== null && values.validFrom <= until) throw new SettledFact('validFrom', until)
  if (values.rateCardId !== null) {
    const card = await RateCard.visibleTo(principal)
      .useTransaction(trx)
      .where('id', values.rateCardId)
      .first()
    if (!card) throw new ReferenceNotFound('rateCardId')
    if (card.currency !== contract.currency) throw new CurrencyDiffers(contract.currency)
  }
  refuseKeys(versions, values)
  await refuseNamed(trx, values)
}

/**
 * The first version begins with the contract, an amendment with one of its billing periods, and never
 * before the version it amends.
 */
function refuseStart(contract: Contract, versions: readonly ContractTerms[], validFrom: string) {
  const latest = versions.at(-1)
  if (latest?.validFrom === validFrom) return
  if (!latest) {
    if (validFrom !== contract.startsOn) throw new NoPeriodBegins()
    return
  }
  const begins = periodAround(validFrom, contract).startsOn === validFrom
  if (!begins || validFrom < latest.validFrom) throw new NoPeriodBegins()
}

/** Balances go on under the key of a rule, so that it stays of one kind for ever. */
function refuseKeys(versions: readonly ContractTerms[], { rules }: AgreedTerms) {
  const known = new Map(
    versions.flatMap((terms) => terms.rules.map(({ key, kind }) => [key, kind] as const))
  )
  const index = rules.findIndex(({ key, kind }) => known.has(key) && known.get(key) !== kind)
  if (index >= 0) throw new RuleKeyTaken(`rules.${index}.key`)
}

type Named = { field: string; table: string; column: string; values: (string | number)[] }

async function refuseNamed(trx: TransactionClientContract, { rules }: AgreedTerms) {
  const named = rules.flatMap(({ takes, ...rule }, index): Named[] => {
    const place = `rules.${index}`
    const counts = rule.kind === 'per_unit' ? rule.terms.counts : null
    return [
      {
        ...{ field: `${place}.takes.workTypeIds`, table: 'work_types', column: 'id' },
        values: takes?.workTypeIds ?? [],
      },
      {
        ...{ field: `${place}.takes.serviceIds`, table: 'services', column: 'id' },
        values: takes?.serviceIds ?? [],
      },
      {
        ...{ field: `${place}.terms.counts.classKey`, table: 'ci_classes', column: 'code' },
        values: counts?.kind === 'items' ? [counts.classKey] : [],
      },
    ]
  })
  for (const { field, table, column, values } of named) {
    if (values.length === 0) continue
    const rows = await trx.from(table).whereIn(column, values).select('id')
    if (rows.length < new Set(values).size) throw new ReferenceNotFound(field)
  }
}
