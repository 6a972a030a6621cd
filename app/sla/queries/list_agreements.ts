import { listOrder } from '#core/queries/list_order'
import { listPage } from '#core/queries/list_page'
import type { ListQuery } from '#core/queries/list_query'
import { whereWords } from '#core/queries/where_words'
import Agreement from '#sla/models/agreement'
import type { AgreementKind } from '#sla/models/agreement_types'
import { targetsShown } from '#sla/queries/targets_shown'
import type { Principal } from '#directory/queries/principal'

export type AgreementFilter = ListQuery & { kind: AgreementKind | null }

const SEARCHED = ['agreements.name_ru', 'agreements.name_en', 'agreements.code']

/** A page of the agreements one may see. */
export async function listAgreements(principal: Principal, filter: AgreementFilter) {
  const columns = {
    name: principal.locale === 'ru' ? 'agreements.name_ru' : 'agreements.name_en',
    code: 'agreements.code',
    validFrom: 'agreements.valid_from',
  }
  const { sort, column, direction } = listOrder(filter.sort, columns, 'name')
  const narrow = await targetsShown(principal)
  const query = whereWords(Agreement.visibleTo(principal), filter.q, SEARCHED)
    .preload('calendar')
    .withCount('targets', narrow)
    .orderBy(column, direction)
    .orderBy('agreements.id')
  if (filter.kind) void query.where('agreements.kind', filter.kind)
  return { list: await listPage(query, filter), sort }
}
