import { listOrder } from '#core/queries/list_order'
import { listPage } from '#core/queries/list_page'
import type { ListQuery } from '#core/queries/list_query'
import { whereWords } from '#core/queries/where_words'
import Contract from '#contracts/models/contract'
import type { ContractState } from '#contracts/models/contract_types'
import type { RuleKind } from '#contracts/models/terms_types'
import type { Principal } from '#directory/queries/principal'

export type ContractFilter = ListQuery & {
  state: ContractState | null
  billing: RuleKind | null
}

const COLUMNS = {
  number: 'contracts.number',
  name: 'contracts.name',
  organisation: 'organisations.name',
  startsOn: 'contracts.starts_on',
  endsOn: 'contracts.ends_on',
} as const

const SEARCHED = ['contracts.number', 'contracts.name', 'organisations.name']

/** A page of the contracts one may see. */
export async function listContracts(principal: Principal, filter: ContractFilter) {
  const { sort, column, direction } = listOrder(filter.sort, COLUMNS, 'number')
  const query = whereWords(Contract.visibleTo(principal), filter.q, SEARCHED)
    .join('organisations', 'organisations.id', 'contracts.organisation_id')
    .select('contracts.*')
    .preload('organisation')
    .preload('terms', (terms) => void terms.orderBy('validFrom').preload('rules'))
    .orderBy(column, direction)
    .orderBy('contracts.id')
  if (filter.state) void query.where('contracts.state', filter.state)
  if (filter.billing) {
    const kind = filter.billing
    void query.whereHas('terms', (terms) => {
      void terms.whereHas('rules', (rules) => void rules.where('kind', kind))
    })
  }
  return { list: await listPage(query, filter), sort }
}
