import {
  personReferences,
  refersToPeople,
  type PersonReference,
  type Repointing,
} from '#directory/queries/person_references'
import { pairOf } from '#directory/workflow/duplicates'

/** Gives everything that belongs to one person to another, in all domains. */
export async function repointPerson(repointing: Repointing) {
  for (const reference of personReferences()) {
    if (reference.repoint) await reference.repoint(repointing)
    else await update(reference, repointing)
  }
}

async function update({ table, columns }: PersonReference, { trx, from, to }: Repointing) {
  for (const column of columns) {
    await trx
      .from(table)
      .where(column, from)
      .update({ [column]: to })
  }
}

refersToPeople(
  { table: 'departments', columns: ['head_person_id'] },
  { table: 'distinct_people', columns: ['person_id', 'other_person_id'], repoint: repointDistinct },
  { table: 'ldap_people', columns: ['person_id'], repoint: repointLdapEntry },
  { table: 'people', columns: ['manager_id', 'merged_into_id'], repoint: repointPeople },
  { table: 'person_absences', columns: ['person_id', 'substitute_id'], repoint: repointAbsences },
  { table: 'person_skills', columns: ['person_id'], repoint: repointSkills },
  { table: 'record_views', columns: [], repoint: repointViews },
  { table: 'team_members', columns: ['person_id'], repoint: repointMemberships }
)

/** An entry of a directory service follows, unless the person has one; then it stays with the signpost. */
async function repointLdapEntry({ trx, from, to }: Repointing) {
  if (await trx.from('ldap_people').where('person_id', to).first()) return
  await trx.from('ldap_people').where('person_id', from).update({ person_id: to })
}

/** Who is not the one is not the other either, said once and with the lower id first. */
async function repointDistinct({ trx, from, to }: Repointing) {
  const pairs = () => trx.from('distinct_people')
  const rows = await pairs().where('person_id', from).orWhere('other_person_id', from)
  for (const { id, person_id: left, other_person_id: right } of rows) {
    const { personId, otherPersonId } = pairOf(to, left === from ? right : left)
    const pair = { person_id: personId, other_person_id: otherPersonId }
    const isKnown = personId === otherPersonId || (await pairs().where(pair).first())
    if (isKnown) await pairs().where('id', id).delete()
    else await pairs().where('id', id).update(pair)
  }
}

/** Who looked at either looked at the person. */
async function repointViews({ trx, from, to }: Repointing) {
  await trx
    .from('record_views')
    .where({ subject_type: 'person', subject_id: from })
    .update({ subject_id: to })
}

/** Nobody manages themselves; who was merged into `from` leads to `to` at once. */
async function repointPeople({ trx, from, to }: Repointing) {
  await trx.from('people').where('manager_id', from).whereNot('id', to).update({ manager_id: to })
  await trx.from('people').where({ id: to, manager_id: from }).update({ manager_id: null })
  await trx.from('people').where('merged_into_id', from).update({ merged_into_id: to })
}

/** Nobody stands in for themselves. */
async function repointAbsences({ trx, from, to }: Repointing) {
  const absences = () => trx.from('person_absences')
  await absences().where('person_id', from).update({ person_id: to })
  await absences().where('substitute_id', from).update({ substitute_id: to })
  await absences().where({ person_id: to, substitute_id: to }).update({ substitute_id: null })
}

/** What both can do, the person can do as well as the better of the two. */
async function repointSkills({ trx, from, to }: Repointing) {
  const skillsOf = (id: number) => trx.from('person_skills').where('person_id', id)
  const known = new Map((await skillsOf(to)).map((row) => [row.skill_id, row.level]))
  for (const { id, skill_id: skillId, level } of await skillsOf(from)) {
    const row = trx.from('person_skills').where('id', id)
    if (!known.has(skillId)) await row.update({ person_id: to })
    else {
      const best = Math.max(level, known.get(skillId))
      await skillsOf(to).where('skill_id', skillId).update({ level: best })
      await row.delete()
    }
  }
}

/** One place in a team; it leads when either did. */
async function repointMemberships({ trx, from, to }: Repointing) {
  const membersOf = (id: number) => trx.from('team_members').where('person_id', id)
  const own = new Set((await membersOf(to)).map((row) => row.team_id))
  for (const { id, team_id: teamId, is_lead: isLead } of await membersOf(from)) {
    const row = trx.from('team_members').where('id', id)
    if (!own.has(teamId)) await row.update({ person_id: to })
    else {
      if (isLead) await membersOf(to).where('team_id', teamId).update({ is_lead: true })
      await row.delete()
    }
  }
}
