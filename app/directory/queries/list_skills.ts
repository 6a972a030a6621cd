import { listOrder } from '#core/queries/list_order'
import { listPageOf } from '#core/queries/list_page'
import type { ListQuery } from '#core/queries/list_query'
import { whereWords } from '#core/queries/where_words'
import Person from '#directory/models/person'
import Skill from '#directory/models/skill'
import type { Principal } from '#directory/queries/principal'
import db from '@adonisjs/lucid/services/db'

const COLUMNS = { name: 'skills.name' } as const

/** A page of skills, each with how many of the people one may see have it. */
export async function listSkills(principal: Principal, filter: ListQuery) {
  const { sort, column, direction } = listOrder(filter.sort, COLUMNS, 'name')
  const query = whereWords(Skill.query(), filter.q, ['skills.name'])
    .orderBy(column, direction)
    .orderBy('skills.id')
  const list = await listPageOf(query, filter, async (page) => withCounts(principal, await page))
  return { list, sort }
}

async function withCounts(principal: Principal, skills: Skill[]) {
  const seen = Person.visibleTo(principal).where('people.is_active', true).select('people.id')
  const rows = await db
    .from('person_skills')
    .whereIn(
      'skill_id',
      skills.map(({ id }) => id)
    )
    .whereIn('person_id', seen)
    .groupBy('skill_id')
    .select('skill_id as id')
    .count('* as total')
  const countOf = new Map(rows.map(({ id, total }) => [Number(id), Number(total)]))
  return skills.map(({ id, name }) => ({ id, name, peopleCount: countOf.get(id) ?? 0 }))
}
