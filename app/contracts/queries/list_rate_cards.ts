import RateCard from '#contracts/models/rate_card'
import WorkRole from '#contracts/models/work_role'
import Person from '#directory/models/person'
import type { Principal } from '#directory/queries/principal'
import { listOrder } from '#core/queries/list_order'
import { listPage } from '#core/queries/list_page'
import type { ListQuery } from '#core/queries/list_query'
import { whereWords } from '#core/queries/where_words'
import db from '@adonisjs/lucid/services/db'

const COLUMNS = {
  code: 'rate_cards.code',
  nameRu: 'rate_cards.name_ru',
  nameEn: 'rate_cards.name_en',
  currency: 'rate_cards.currency',
} as const
const SEARCHED = ['rate_cards.code', 'rate_cards.name_ru', 'rate_cards.name_en']

/** A page of the rate cards one may see. */
export async function listRateCards(principal: Principal, filter: ListQuery) {
  const { sort, column, direction } = listOrder(filter.sort, COLUMNS, 'code')
  const query = whereWords(RateCard.visibleTo(principal), filter.q, SEARCHED)
    .withCount('rates')
    .orderBy(column, direction)
    .orderBy('rate_cards.id')
  return { list: await listPage(query, filter), sort }
}

export async function findRateCard(principal: Principal, code: string): Promise<RateCard> {
  return RateCard.visibleTo(principal)
    .where('rate_cards.code', code)
    .preload('rates', (rates) => {
      void rates.orderBy('workTypeId').orderBy('workRoleId').orderBy('validFrom')
    })
    .firstOrFail()
}

/** Types and roles of work that rates are for. */
export async function workChoices() {
  const rows = (table: string) => db.from(table).orderBy('position').orderBy('id')
  const toChoice = (row: { id: number; code: string; label_ru: string; label_en: string }) => ({
    ...{ id: Number(row.id), code: row.code, labelRu: row.label_ru, labelEn: row.label_en },
  })
  return {
    workTypes: (await rows('work_types')).map(toChoice),
    workRoles: (await rows('work_roles')).map(toChoice),
  }
}

/** Roles of work, each with those of its people one may see. */
export async function listWorkRoles(principal: Principal) {
  const roles = await WorkRole.query()
    .orderBy('position')
    .orderBy('id')
    .preload('people', (people) => void people.orderBy('displayName'))
  const ids = roles.flatMap(({ people }) => people.map(({ id }) => id))
  const seen = await Person.visibleTo(principal).whereIn('people.id', ids).select('people.id')
  const visible = new Set(seen.map(({ id }) => id))
  return roles.map(({ id, code, labelRu, labelEn, costPerHourMinor, costCurrency, people }) => ({
    ...{ id, code, labelRu, labelEn, costPerHourMinor, costCurrency },
    people: people
      .filter((person) => visible.has(person.id))
      .map((person) => ({ id: person.id, name: person.displayName })),
    hidden: people.filter((person) => !visible.has(person.id)).length,
  }))
}
