import { insertRows } from '#core/actions/insert_rows'
import { refuseStale } from '#core/actions/refuse_stale'
import type { Actor } from '#core/actor'
import { inTransaction } from '#core/transaction'
import { saveVersioned } from '#directory/actions/save_versioned'
import { UnknownReference } from '#directory/errors/references'
import Person from '#directory/models/person'
import PersonSkill from '#directory/models/person_skill'
import type { SkillValues } from '#directory/models/person_types'
import Skill from '#directory/models/skill'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'

type Input = { actor: Actor; personId: number; seenVersion?: number; skills: SkillValues[] }

/** What somebody can do, in place of what was known. Throws StaleRecord, UnknownReference. */
export const setPersonSkills = {
  async handle({ actor, personId, seenVersion, skills }: Input) {
    await inTransaction(async (trx) => {
      const person = await Person.query({ client: trx })
        .where('id', personId)
        .forUpdate()
        .firstOrFail()
      await refuseStale(trx, 'person', person, seenVersion)
      const [before, after] = await texts(trx, personId, skills)
      if (before === after) return
      await saveVersioned(trx, person, {
        ...{ actor, subjectType: 'person', action: 'person.skills_changed' },
        organisationId: () => person.organisationId,
        also: [{ field: 'skills', before: before!, after: after! }],
      })
      await trx.from('person_skills').where('person_id', personId).delete()
      const rows = skills.map(({ skillId, level }) => ({
        ...{ person_id: personId, skill_id: skillId, level },
      }))
      await insertRows(trx, 'person_skills', rows)
    })
  },
}

/** Skills as history keeps them: "Linux 3, Networks 1"; an unknown one is refused. */
async function texts(trx: TransactionClientContract, personId: number, wanted: SkillValues[]) {
  const known = await PersonSkill.query({ client: trx }).where({ personId })
  const all = await Skill.query({ client: trx }).orderBy('name')
  const names = new Map(all.map(({ id, name }) => [id, name]))
  wanted.forEach(({ skillId }, at) => {
    const isTwice = wanted.findIndex((other) => other.skillId === skillId) !== at
    if (!names.has(skillId) || isTwice) throw new UnknownReference(`skills.${at}.skillId`)
  })
  return [known, wanted].map(
    (skills) =>
      all
        .flatMap(({ id, name }) => {
          const level = skills.find(({ skillId }) => skillId === id)?.level
          return level ? [`${name} ${level}`] : []
        })
        .join(', ') || null
  )
}
