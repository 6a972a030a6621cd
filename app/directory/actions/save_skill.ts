import { recordAudit } from '#core/actions/record_audit'
import type { Actor } from '#core/actor'
import { inTransaction } from '#core/transaction'
import { SkillInUse, SkillNameTaken } from '#directory/errors/people'
import Skill from '#directory/models/skill'
import { countRows } from '#directory/queries/dependants'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'

/** The list of skills. A renamed skill stays what it was to everybody who has it. */
export const saveSkill = {
  /** Null makes a new one. Throws SkillNameTaken. */
  async handle({ actor, skillId, name }: { actor: Actor; skillId: number | null; name: string }) {
    return inTransaction(async (trx) => {
      const skill = skillId === null ? new Skill() : await lock(trx, skillId)
      const before = skill.name ?? null
      if (before === name) return skill
      await refuseTakenName(trx, name, skillId ?? 0)
      await skill.useTransaction(trx).merge({ name }).save()
      const action = skillId === null ? 'skill.created' : 'skill.changed'
      await record(trx, actor, action, skill.id, { field: 'name', before, after: name })
      return skill
    })
  },

  /** Throws SkillInUse. */
  async remove({ actor, skillId }: { actor: Actor; skillId: number }) {
    await inTransaction(async (trx) => {
      const skill = await lock(trx, skillId)
      const count = await countRows(trx, 'person_skills', { skill_id: skillId })
      if (count > 0) throw new SkillInUse(count)
      await skill.delete()
      const change = { field: 'name', before: skill.name, after: null }
      await record(trx, actor, 'skill.removed', skillId, change)
    })
  },
}

function lock(trx: TransactionClientContract, id: number) {
  return Skill.query({ client: trx }).where({ id }).forUpdate().firstOrFail()
}

async function refuseTakenName(trx: TransactionClientContract, name: string, ownId: number) {
  const other = await Skill.query({ client: trx })
    .whereRaw('lower(name) = ?', [name.toLowerCase()])
    .whereNot('id', ownId)
    .first()
  if (other) throw new SkillNameTaken()
}

function record(
  trx: TransactionClientContract,
  actor: Actor,
  action: string,
  subjectId: number,
  change: { field: string; before: string | null; after: string | null }
) {
  const event = { actor, action, subjectType: 'skill', subjectId, organisationId: null }
  return recordAudit(trx, { ...event, changes: [change] })
}
