import { SYSTEM_ACTOR } from '#core/actor'
import { saveAbsence } from '#directory/actions/save_absence'
import { saveSkill } from '#directory/actions/save_skill'
import { setPersonSkills } from '#directory/actions/set_person_skills'
import type { SkillValues } from '#directory/models/person_types'
import { dayFrom } from '#database/demo/demo_time'
import { ABSENCES } from '#database/demo/directory/absences'
import { SKILLS } from '#database/demo/directory/skills'
import type { World } from '#database/demo/world'

/** What the provider's people can do, and when they are away. */
export async function seedSkillsAndAbsences(world: World) {
  const skillsOf = new Map<string, SkillValues[]>()
  for (const [name, levels] of Object.entries(SKILLS)) {
    const { id: skillId } = await saveSkill.handle({ actor: SYSTEM_ACTOR, skillId: null, name })
    for (const [key, level] of Object.entries(levels)) {
      skillsOf.set(key, [...(skillsOf.get(key) ?? []), { skillId, level }])
    }
  }
  for (const [key, skills] of skillsOf) {
    const personId = world.person(key).id
    await setPersonSkills.handle({ actor: SYSTEM_ACTOR, personId, skills })
  }
  for (const { person, from, to, reason, substitute } of ABSENCES) {
    const { today } = world.day
    const substituteId = substitute === null ? null : world.person(substitute).id
    await saveAbsence.handle({
      actor: SYSTEM_ACTOR,
      personId: world.person(person).id,
      absenceId: null,
      values: {
        ...{ startsOn: dayFrom(today, from), endsOn: dayFrom(today, to) },
        ...{ reasonKind: reason, substituteId },
      },
    })
  }
}
